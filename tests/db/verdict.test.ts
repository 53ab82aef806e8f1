import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;
const run = (statements: string) => sql().unsafe(statements);

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  // Three levels over a table that is tracked, with a plain view between; each test begins with all of them refreshed.
  await run(`
    do $$ begin
      if to_regclass('public.first_mv') is not null then
        perform frescura.unregister(v.slug) from frescura.views v where v.slug in ('third', 'second', 'first');
      end if;
    end $$;
    drop materialized view if exists third_mv, second_mv, first_mv cascade;
    drop table if exists sale cascade;
    drop function if exists price(numeric);
    truncate frescura.settings;
    create table sale (id integer primary key, branch text not null, amount numeric not null);
    create function price(numeric) returns numeric language sql immutable begin atomic select $1; end;
    insert into sale select n, 'north', 10 from generate_series(1, 20) n;
    create materialized view first_mv as select id, branch, price(amount) as amount, 1 / (amount + 77) as share from sale;
    create unique index on first_mv (id);
    create or replace view between_v as select branch, amount from first_mv where amount is not null;
    create materialized view second_mv as select branch, sum(amount) as total from between_v group by branch;
    create unique index on second_mv (branch);
    create materialized view third_mv as select count(*) as n, sum(total) as total from second_mv;
    create unique index on third_mv (n);
    select frescura.register('first_mv', 'first'), frescura.register('second_mv', 'second'),
           frescura.register('third_mv', 'third');
    select frescura.track('first', 'public.sale', array['r.id'], 'r.amount')`);
  await refresh("first");
  await refresh("second");
  await refresh("third");
});
afterAll(() => database.drop());

async function refresh(view: string): Promise<string> {
  const [row] = await sql()`select status from frescura.refresh(${view})`;
  return row!.status;
}

async function judge(view: string) {
  const [row] = await sql()`select * from frescura.verdict(${view})`;
  const { verdict, reasons, data_as_of, freshness, pending_known, pending_reason, pending_transactions } =
    row!;
  return {
    verdict: verdict as string,
    codes: reasons.map(({ code }: { code: string }) => code) as string[],
    reasons,
    data_as_of: data_as_of as Date | null,
    freshness: freshness as string,
    pending: pending_known ? Number(pending_transactions) : (pending_reason as string),
  };
}

/** Moves all that was refreshed into the past. */
const older = (minutes: number, ...slugs: string[]) => sql()`
  update frescura.refresh_log l set refresh_started_at = l.refresh_started_at - make_interval(mins => ${minutes}),
         data_as_of = l.data_as_of - make_interval(mins => ${minutes}),
         refresh_completed_at = l.refresh_completed_at - make_interval(mins => ${minutes}),
         created_at = l.created_at - make_interval(mins => ${minutes})
    from frescura.views v where v.id = l.view_id and v.slug = any(${slugs})`;

const startOf = async (view: string) =>
  (
    await sql()`select max(l.refresh_started_at) as at from frescura.refresh_log l
                 where l.view_id = frescura.view_id(${view}) and l.status = 'completed'`
  )[0]!.at as Date;

describe("age to the roots", () => {
  test("is that of the oldest view below, through a plain view and several levels", async () => {
    await older(300, "first");
    const first = await startOf("first");
    expect(await refresh("second")).toBe("completed");
    expect((await judge("second")).data_as_of).toEqual(first);
    expect(await refresh("third")).toBe("completed");
    expect(await judge("third")).toMatchObject({
      verdict: "late",
      freshness: "very_stale",
      data_as_of: first,
    });
    const [health] = await sql()`select age_minutes, last_refresh, data_as_of from frescura.health('third')`;
    expect(health).toMatchObject({ age_minutes: 300, data_as_of: first });
    expect(health!.last_refresh.getTime()).toBeGreaterThan(first.getTime());
    // A refresh of the lowest alone helps nobody above.
    await refresh("first");
    expect((await judge("third")).data_as_of).toEqual(first);
    await refresh("second");
    await refresh("third");
    expect(await judge("third")).toMatchObject({ verdict: "reliable", data_as_of: await startOf("first") });
  });

  test("counts in breaches and service levels", async () => {
    await older(300, "first");
    await refresh("second");
    const [span] = await sql()`
      select data_as_of, late_at is not null as late
        from frescura.staleness(frescura.view_id('second'), now() - interval '1 day', clock_timestamp())
       order by began_at desc limit 1`;
    expect(span).toEqual({ data_as_of: await startOf("first"), late: true });
  });

  test.each(["", "concurrently"])(
    "is unknown where somebody else refreshed it %s, until we do",
    async (how) => {
      await run(`insert into sale values (100, 'south', 5); refresh materialized view ${how} first_mv`);
      expect(await judge("first")).toMatchObject({
        verdict: "unverified",
        freshness: "unknown",
        data_as_of: null,
      });
      expect((await judge("first")).codes[0]).toBe("refreshed_by_others");
      // What was read before stands.
      expect((await judge("second")).data_as_of).not.toBeNull();
      await refresh("second");
      await refresh("third");
      for (const view of ["second", "third"]) {
        const { codes, reasons } = await judge(view);
        expect(codes[0]).toBe("roots_unknown");
        expect(reasons[0]).toMatchObject({ relation: "public.first_mv", reason: "refreshed_by_others" });
      }
      await refresh("first");
      await refresh("second");
      await refresh("third");
      expect(await judge("third")).toMatchObject({ verdict: "reliable" });
    },
  );

  test("is unknown where somebody else refreshed one between", async () => {
    await run("insert into sale values (100, 'south', 5)");
    await refresh("first");
    await run("refresh materialized view concurrently second_mv");
    await refresh("third");
    expect(await judge("third")).toMatchObject({ data_as_of: null, verdict: "unverified" });
  });

  test("of a view that is not registered is unknown, and named", async () => {
    await run(`create materialized view hidden_mv as select 1 as one; create or replace view hidden_v as select * from hidden_mv;
               create materialized view above_mv as select f.id from first_mv f, hidden_v`);
    await run("select frescura.register('above_mv', 'above')");
    await refresh("above");
    const { reasons, verdict, freshness } = await judge("above");
    expect({ verdict, freshness }).toEqual({ verdict: "unverified", freshness: "unknown" });
    expect(reasons[0]).toMatchObject({
      code: "roots_unknown",
      relation: "public.hidden_mv",
      reason: "unregistered",
    });
    await run(
      "select frescura.unregister('above'); drop materialized view above_mv; drop view hidden_v; drop materialized view hidden_mv",
    );
  });

  test("outlives a grant and VACUUM FULL, which change no row: the next look says so", async () => {
    await run("grant select on first_mv to public");
    await run("vacuum full first_mv");
    expect((await judge("first")).codes[0]).toBe("refreshed_by_others");
    await sql()`select frescura.examine_hands()`;
    expect(await judge("first")).toMatchObject({ verdict: "reliable" });
  });

  test("a look puts another hand on record, once, and time of unknown age is not observed", async () => {
    await run("delete from sale where id = 1; refresh materialized view concurrently first_mv");
    await sql()`select frescura.examine_hands()`;
    await sql()`select frescura.examine_hands()`;
    const rows = await sql()`select status, reason from frescura.refresh_log
      where view_id = frescura.view_id('first') and reason is not null`;
    expect([...rows]).toEqual([{ status: "skipped", reason: "refreshed_by_others" }]);
    const [last] = await sql()`select max(ended_at) < clock_timestamp() - interval '0' as ended
      from frescura.staleness(frescura.view_id('first'), now() - interval '1 day', clock_timestamp())`;
    expect(last).toEqual({ ended: true });
    expect((await judge("first")).codes[0]).toBe("refreshed_by_others");
  });
});

describe("what a chain lacks", () => {
  test("is what the root's log holds that has not come through all steps", async () => {
    await run("insert into sale values (101, 'south', 5), (102, 'south', 6)");
    for (const view of ["first", "second", "third"]) expect(await judge(view)).toMatchObject({ pending: 2 });
    await refresh("first");
    expect(await judge("first")).toMatchObject({ pending: 0 });
    expect(await judge("second")).toMatchObject({ pending: 2 });
    // Upkeep throws away only what has come through.
    await sql()`select frescura.prune_ledgers()`;
    expect(await judge("third")).toMatchObject({ pending: 2 });
    await refresh("third");
    expect(await judge("third")).toMatchObject({ pending: 2 });
    await refresh("second");
    expect(await judge("second")).toMatchObject({ pending: 0 });
    expect(await judge("third")).toMatchObject({ pending: 2 });
    await refresh("third");
    expect(await judge("third")).toMatchObject({ pending: 0, verdict: "reliable" });
    await refresh("first");
    await sql()`select frescura.prune_ledgers()`;
    const [ledger] = await sql().unsafe(
      `select count(*)::int as rows from frescura.ledger_${(await sql()`select frescura.view_id('first') as id`)[0]!.id}`,
    );
    expect(ledger).toEqual({ rows: 0 });
  });

  test("is unknown where the capture below was off in between", async () => {
    const [{ trigger }] = (await sql()`
      select tgname as trigger from pg_trigger where tgrelid = 'sale'::regclass and tgname like '%insert'`) as unknown as [
      { trigger: string },
    ];
    await run(`alter table sale disable trigger "${trigger}"; insert into sale values (103, 'south', 5);
               alter table sale enable always trigger "${trigger}"`);
    await refresh("first");
    expect((await judge("first")).pending).toBe(0);
    expect((await judge("third")).pending).toBe("capture_failed");
    expect((await judge("third")).verdict).toBe("unverified");
  });

  test("receipts are visible, and events done, when the last view has them", async () => {
    await run("select frescura.watch('third', 'public.sale', 'amount', 1000, 'id')");
    const [{ receipt }] = (await sql().begin(async (tx) => {
      await tx`insert into sale values (104, 'south', 5000)`;
      return await tx`select frescura.receipt()`;
    })) as unknown as [{ receipt: string }];
    const state = async (view: string) =>
      (await sql()`select state from frescura.visible(${view}, ${receipt})`)[0]!.state;
    const waiting = async () =>
      (await sql()`select slug from frescura.waiting_views() order by slug`).map(({ slug }) => slug);
    const event = async () =>
      (
        await sql()`select processed_at is not null as done, attempts from frescura.refresh_triggers
                     where view_id = frescura.view_id('third') and operation <> 'request'`
      )[0];
    expect(await waiting()).toContain("third");
    await refresh("third");
    expect(await event()).toEqual({ done: false, attempts: 0 });
    expect(await state("third")).toBe("waiting");
    // The lowest is asked for, then the next, then this one; nobody runs in a circle meanwhile.
    expect(await waiting()).toEqual(["first"]);
    await sql()`select frescura.process_pending()`;
    expect(await state("first")).toBe("visible");
    expect(await state("second")).toBe("waiting");
    expect(await waiting()).toEqual(["second"]);
    await sql()`select frescura.process_pending()`;
    expect(await waiting()).toEqual(["third"]);
    expect(await state("third")).toBe("waiting");
    await sql()`select frescura.process_pending()`;
    expect(await event()).toEqual({ done: true, attempts: 0 });
    expect(await state("third")).toBe("visible");
    expect(await waiting()).toEqual([]);
  });

  test("an event that comes through an unregistered view is never called done, and set aside", async () => {
    await run(`create materialized view hidden_mv as select sum(amount) as total from sale; create unique index on hidden_mv (total);
               create materialized view above_mv as select total from hidden_mv;
               select frescura.register('above_mv', 'above'); select frescura.watch('above', 'public.sale', 'amount', 1000, 'id');
               update frescura.views set event_attempts_max = 2 where slug = 'above'`);
    await run("insert into sale values (105, 'south', 5000)");
    for (let n = 0; n < 4; n++) await sql()`select frescura.process_pending()`;
    const [event] = await sql()`select processed_at, attempts, dead_letter_at is not null as aside, last_error
      from frescura.refresh_triggers where view_id = frescura.view_id('above')`;
    expect(event).toMatchObject({ processed_at: null, attempts: 2, aside: true });
    expect(event!.last_error).toContain("public.hidden_mv");
    await run(
      "select frescura.unregister('above'); drop materialized view above_mv; drop materialized view hidden_mv",
    );
  });
});

describe("the worst decides", () => {
  test("reliable, where nothing stands in the way", async () => {
    expect(await judge("third")).toMatchObject({ verdict: "reliable", codes: [], freshness: "fresh" });
  });

  const CASES: [string, string, string, () => Promise<unknown>][] = [
    ["money", "incomplete", "first", () => run("insert into sale values (200, 'x', 1000000)")],
    [
      "rows",
      "incomplete",
      "first",
      () => run("insert into sale select n, 'x', 0 from generate_series(1000, 1100) n"),
    ],
    ["source_emptied", "incomplete", "first", () => run("truncate sale")],
    ["late", "late", "first", () => older(61, "first")],
    [
      "failing",
      "failing",
      "first",
      async () => {
        await run("insert into sale values (300, 'x', -77)");
        expect(await refresh("first")).toBe("failed");
      },
    ],
    [
      "suspended",
      "suspended",
      "first",
      () => run("update frescura.views set suspended_at = now() where slug = 'first'"),
    ],
    [
      "upstream",
      "failing",
      "third",
      () => run("update frescura.views set suspended_at = now() where slug = 'first'"),
    ],
    [
      "disabled",
      "suspended",
      "first",
      () => run("update frescura.views set enabled = false where slug = 'first'"),
    ],
    ["not_tracked", "unverified", "first", () => run("select frescura.untrack('first')")],
    [
      "redefined",
      "unverified",
      "first",
      () =>
        run(
          "create or replace function price(numeric) returns numeric language sql immutable as 'select $1 + 1'",
        ),
    ],
    [
      "completeness_unknown",
      "unverified",
      "first",
      () => run("alter table sale rename column amount to total"),
    ],
    [
      "completeness_unknown",
      "unverified",
      "third",
      () => run("alter table sale rename column amount to total"),
    ],
    [
      "completeness_unknown",
      "unverified",
      "first",
      async () => {
        const [row] =
          await sql()`select tgname from pg_trigger where tgrelid = 'sale'::regclass and tgname like '%delete'`;
        await run(`drop trigger "${row!.tgname}" on sale`);
      },
    ],
    ["unpopulated", "unverified", "first", () => run("refresh materialized view first_mv with no data")],
    ["missing", "unverified", "third", () => run("drop materialized view third_mv")],
    [
      "recreated",
      "unverified",
      "third",
      () => run("drop materialized view third_mv; create materialized view third_mv as select 1 as n"),
    ],
    [
      "never_refreshed",
      "unverified",
      "third",
      () => run("delete from frescura.refresh_log where view_id = frescura.view_id('third')"),
    ],
    [
      "drift",
      "unverified",
      "first",
      () =>
        run(`insert into frescura.verifications
      (view_id, started_at, duration_ms, sample_percent, rows_checked, differing_keys, snapshot, triggered_by)
      values (frescura.view_id('first'), now(), 1, 100, 9, 2, pg_current_snapshot(), 'test')`),
    ],
  ];
  test.each(CASES)("%s: %s", async (code, verdict, view, arrange) => {
    await arrange();
    const judged = await judge(view);
    expect(judged.codes).toContain(code);
    expect(judged.verdict).toBe(verdict);
    const [health] = await sql()`select verdict, reasons->0->>'code' as first from frescura.health(${view})`;
    expect(health).toEqual({ verdict, first: judged.codes[0] });
  });

  test("events_unseen: a view that is only watched, whose trigger was dropped", async () => {
    await run(
      "select frescura.untrack('first'); select frescura.watch('first', 'public.sale', 'amount', 1000, 'id')",
    );
    expect((await judge("first")).codes).toEqual(["not_tracked"]);
    const [row] =
      await sql()`select tgname from pg_trigger where tgrelid = 'sale'::regclass and tgname like '%insert'`;
    await run(`alter table sale disable trigger "${row!.tgname}"`);
    expect((await judge("first")).codes).toEqual(["events_unseen", "not_tracked"]);
  });

  test("the worst comes first, and all are named", async () => {
    await run("insert into sale values (200, 'x', 1000000)");
    await older(61, "first");
    await run("update frescura.views set suspended_at = now() where slug = 'first'");
    expect(await judge("first")).toMatchObject({
      verdict: "suspended",
      codes: ["suspended", "late", "money"],
    });
  });

  test("a limit of the view's own counts instead, in its currency", async () => {
    await run("insert into sale values (200, 'x', 9000)");
    expect(await judge("first")).toMatchObject({ verdict: "reliable" });
    await run("update frescura.views set pending_amount_max = 500 where slug = 'first'");
    expect((await judge("first")).reasons[0]).toMatchObject({ code: "money", amount: 9000, amount_max: 500 });
    await run(
      "insert into sale values (201, 'x', 1000000); update frescura.views set pending_amount_max = 5000000",
    );
    expect(await judge("first")).toMatchObject({ verdict: "reliable" });
  });

  test("a large payment is missing whatever is paid back beside it", async () => {
    await run("select frescura.set_threshold('first', 'public.sale', 10000)");
    await refresh("first");
    await run("insert into sale values (200, 'x', 1000000), (201, 'x', -999999)");
    expect((await judge("first")).codes).toEqual(["money"]);
  });

  test("without knowing what it lacks a view is reliable where a setting says so", async () => {
    await run(
      "select frescura.untrack('first'); insert into frescura.settings (key, value) values ('completeness_required', '\"false\"')",
    );
    expect(await judge("first")).toMatchObject({ verdict: "reliable" });
  });

  test("one call gives all views the verdicts that each would get", async () => {
    await run("insert into sale values (200, 'x', 1000000)");
    const all = await sql()`select slug, verdict, reasons from frescura.verdict()`;
    for (const { slug, verdict, reasons } of all) {
      const [one] = await sql()`select verdict, reasons from frescura.verdict(${slug})`;
      expect({ verdict, reasons }).toEqual({ ...one });
    }
  });
});

describe("what is broken now is said now", () => {
  const KINDS: [string, () => Promise<unknown>][] = [
    ["renamed", () => run("alter table sale rename column amount to total")],
    [
      "capture_off",
      async () => {
        const [row] =
          await sql()`select tgname from pg_trigger where tgrelid = 'sale'::regclass and tgname like '%update'`;
        await run(`alter table sale disable trigger "${row!.tgname}"`);
      },
    ],
    [
      "redefined",
      () =>
        run(
          "create or replace function price(numeric) returns numeric language sql immutable as 'select $1 + 1'",
        ),
    ],
  ];
  test.each(KINDS)("%s opens an alert at the next look, without a write", async (reason, breaks) => {
    await sql()`select frescura.check_alerts()`;
    await breaks();
    await sql()`select frescura.check_alerts()`;
    const rows = await sql()`select a.detail->>'reason' as reason from frescura.alerts a
      where a.view_id = frescura.view_id('first') and a.kind = 'completeness_unknown' and a.closed_at is null`;
    expect([...rows]).toEqual([{ reason }]);
  });
});
