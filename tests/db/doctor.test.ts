import type { Row } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "@/db/client";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { hasPsql, psql } from "@/tests/support/psql";
import { serverVersion, TestRoles } from "@/tests/support/roles";
import { backendPid, until } from "@/tests/support/wait";

let database: TestDatabase;
let roles: TestRoles;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  roles = new TestRoles(database.sql);
});
beforeEach(async () => {
  await sql().unsafe(`
    create table sale (id int, country text, amount numeric);
    insert into sale values (1, 'MX', 10), (2, 'ES', 20), (3, 'MX', 30);
    create materialized view report as select * from sale;
    create unique index report_key on report (id);
    select frescura.register('report');
    select frescura.refresh('report', 'test')`);
});
afterEach(async () => {
  await roles.drop();
  await sql().unsafe(`
    drop table if exists sale, moved cascade; drop schema if exists elsewhere cascade;
    delete from frescura.views where slug <> 'universal-transactions'; delete from frescura.capture_failures`);
});
afterAll(() => database.drop());

async function examine(slug = "report", long = "5 minutes"): Promise<Row[]> {
  return [
    ...(await sql()`select check_name, severity, finding, cure from frescura.doctor(${slug}, ${long})`),
  ];
}
const checks = async (slug?: string) => (await examine(slug)).map((row) => row.check_name);
const only = async (check: string, slug?: string) => {
  const found = (await examine(slug)).filter((row) => row.check_name === check);
  expect(found, check).toHaveLength(1);
  return found[0]!;
};
const change = (text: string) => sql().unsafe(text);

/** Runs a finding's cure as a person would. */
async function cure({ cure }: Row): Promise<void> {
  await psql(database.url, cure);
}

test("finds nothing on a healthy view, and what one lacks that was only just tracked", async () => {
  expect(await examine()).toEqual([]);
  expect(await checks("universal-transactions")).toEqual(["baseline"]);
  await cure(await only("baseline", "universal-transactions"));
  expect(await examine("universal-transactions")).toEqual([]);
});

test("refuses a view that is not registered", async () => {
  await expect(examine("nothing")).rejects.toMatchObject({ code: "42704" });
});

describe("a check that fails", () => {
  /** A check of somebody's own, at the view `bad` alone. */
  const failing = `
    create materialized view bad as select 1 as id; create unique index on bad (id);
    select frescura.register('bad');
    select frescura.refresh('bad', 'test');
    create function frescura.doctor_check_picky(p_view_id bigint)
    returns table (severity text, detail jsonb, finding text, cure text) language plpgsql as $$
    begin
      if p_view_id = frescura.view_id('bad') then raise exception 'it does not like %', p_view_id; end if;
      return query values ('info', '{"column": "a"}'::jsonb, 'it is liked', '-- nothing');
    end $$`;
  afterEach(() =>
    change(
      "drop function frescura.doctor_check_picky(bigint); drop materialized view bad; delete from frescura.views where slug = 'bad'",
    ),
  );

  test("is found by its name, is itself a finding, and hides neither other checks nor other views", async () => {
    await change(`${failing}; drop index bad_id_idx; drop index report_key`);
    const [bad] = await sql()`select frescura.view_id('bad') as id`;
    const found = await sql()`
      select slug, check_name, severity, finding, detail from frescura.doctor() where slug in ('bad', 'report')`;
    expect(found).toEqual([
      {
        slug: "bad",
        check_name: "check_failed",
        severity: "error",
        finding: `The check picky could not be made: it does not like ${bad!.id}.`,
        detail: { check: "picky", error: `it does not like ${bad!.id}` },
      },
      expect.objectContaining({ slug: "bad", check_name: "unique_index", detail: {} }),
      expect.objectContaining({ slug: "report", check_name: "unique_index" }),
      expect.objectContaining({ slug: "report", check_name: "picky", detail: { column: "a" } }),
    ]);
  });
});

test("a finding carries its facts, by which a page says it in the reader's language", async () => {
  await change(`
    drop index report_key; create unique index on report (country, id);
    insert into sale values (9, null, 1); refresh materialized view report`);
  const found = await sql()`select check_name, detail from frescura.doctor('report')`;
  expect([...found]).toEqual([{ check_name: "null_keys", detail: { column: "country" } }]);
});

describe("the room that a view takes", () => {
  /** Replaces every row, which leaves the former ones for a vacuum. */
  const replaceAll = () =>
    change(`
      update sale set amount = amount + 1;
      refresh materialized view concurrently report; select pg_stat_force_next_flush()`);
  beforeEach(() =>
    change(`
      insert into frescura.settings (key, value) values ('bloat_min', '"8 kB"');
      insert into sale select n, 'MX', n from generate_series(4, 2000) n; refresh materialized view report;
      alter materialized view report set (autovacuum_enabled = false); analyze report`),
  );
  afterEach(() => change("delete from frescura.settings where key = 'bloat_min'"));

  test("is no finding while it is what its rows need, nor for a small view", async () => {
    expect(await examine()).toEqual([]);
    await change("delete from frescura.settings where key = 'bloat_min'");
    for (const _ of Array(3)) await replaceAll();
    expect(await examine()).toEqual([]);
  });

  test("is a warning where replaced rows wait for a vacuum, and told where their room stays unused", async () => {
    for (const _ of Array(3)) await replaceAll();
    const dead = await only("bloat");
    expect(dead).toMatchObject({ severity: "warning", cure: "vacuum (analyze) public.report;" });
    expect(dead.finding).toBe("No vacuum has cleaned up 6000 replaced rows beside 2000 live ones.");
    await change(dead.cure);
    await change(`insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at, refresh_completed_at, wal_bytes)
      select view_id, 'report', 'completed', 'manual', 'test', now() - interval '1 day', now() - interval '1 day', w
        from frescura.view_id('report') as view_id, unnest(array[2048, null, 4096]) w`);
    const sparse = await only("bloat");
    expect(sparse).toMatchObject({
      severity: "info",
      finding: expect.stringMatching(/^It takes .* kB.* A refresh writes 3072 bytes to the WAL\.$/),
    });
    await change(sparse.cure.slice(sparse.cure.indexOf("vacuum")));
    expect(await examine()).toEqual([]);
  });
});

describe.skipIf(!(await hasPsql()))("each finding has a cure that makes it go away", () => {
  test.each([
    ["exists", "error", "drop materialized view report"],
    ["name", "warning", "alter materialized view report rename to \"Otro 'nombre'\""],
    ["name", "warning", "create schema elsewhere; alter materialized view report set schema elsewhere"],
    [
      "recreated",
      "warning",
      "drop materialized view report; create materialized view report as select * from sale; create unique index on report (id)",
    ],
    ["populated", "error", "refresh materialized view report with no data"],
    ["unique_index", "warning", "drop index report_key; analyze report"],
    ["unique_index", "warning", "drop index report_key"],
  ])("%s (%s): %s", async (check, severity, breaking) => {
    await change(breaking);
    const finding = await only(check);
    expect(finding.severity).toBe(severity);
    await cure(finding);
    if (check === "exists") {
      await expect(examine()).rejects.toMatchObject({ code: "42704" });
    } else {
      expect(await examine()).toEqual([]);
    }
  });

  test.each([
    ["capture", "error", "drop trigger frescura_capture_%id_insert on sale"],
    ["capture", "error", "alter table sale disable trigger frescura_capture_%id_delete"],
    ["source_moved", "error", "alter table sale rename to moved"],
    [
      "source",
      "error",
      "drop function frescura.capture_%id_insert cascade; alter table sale rename to moved",
    ],
    ["source_columns", "error", "alter table sale rename amount to importe"],
  ])("%s (%s): %s", async (check, severity, breaking) => {
    const [source] = await sql()`select frescura.watch('report', 'sale', 'amount') as id`;
    expect(await examine()).toEqual([]);
    await change(breaking.replace("%id", source!.id));
    const finding = await only(check);
    expect(finding.severity).toBe(severity);
    await cure(finding);
    expect(await checks()).toEqual([]);
  });

  test.each([
    ["a column", "select country, sum(amount) as amount from sale group by country", "country", "r.country"],
    [
      "an expression",
      "select lower(country) as land, sum(amount) as amount from sale group by 1",
      "land",
      "lower(r.country)",
    ],
  ])("a large source whose key has no index: %s", async (_what, definition, column, key) => {
    await change(`
      insert into sale select g, 'C' || g % 5000, g from generate_series(4, 20000) g;
      drop materialized view report;
      create materialized view report as ${definition};
      create unique index on report (${column});
      select frescura.track('report', 'sale', array['${key}'], 'r.amount', null, null, 'r.id')`);
    await change("select frescura.refresh('report', 'test')");
    expect(await examine()).toEqual([]);
    await change("analyze sale");
    const finding = await only("key_index");
    expect(finding).toMatchObject({ severity: "warning", finding: expect.stringContaining("public.sale") });
    await cure(finding);
    expect(await examine()).toEqual([]);
    await change("select frescura.untrack('report')");
  });

  test("a large table that the definition joins without an index", async () => {
    await change(`
      create table moved as select g as id, 'n' || g as name from generate_series(1, 20000) g;
      analyze moved;
      drop materialized view report;
      create materialized view report as select s.id, m.name from sale s left join moved m on m.id = s.id;
      create unique index on report (id);
      select frescura.track('report', 'sale', array['r.id'], null, null, null, 'r.id');
      select frescura.track('report', 'moved', null, null, null, 'select s.id from sale s where s.id = :key::int', 'r.id')`);
    await change("select frescura.refresh('report', 'test')");
    expect(await only("key_index")).toMatchObject({
      finding: expect.stringContaining("public.moved"),
      cure: expect.stringMatching(/^--.*joins it/),
    });
    await change("create index on moved (id)");
    expect(await examine()).toEqual([]);
    await change("select frescura.untrack('report')");
  });

  test("capture failures and set-aside events", async () => {
    await change("select frescura.watch('report', 'sale', 'amount', 10)");
    await change("alter table sale rename amount to importe; insert into sale values (4, 'MX', 40)");
    await change("alter table sale rename importe to amount");
    const failures = await only("capture_failures");
    expect(failures).toMatchObject({ severity: "error", finding: expect.stringContaining("amount") });
    await change("insert into sale values (5, 'MX', 50)");
    await change(
      "update frescura.refresh_triggers set dead_letter_at = now(), last_error = 'no disk' where view_id = frescura.view_id('report')",
    );
    const aside = await only("dead_letter");
    expect(aside).toMatchObject({ severity: "warning", finding: expect.stringContaining("no disk") });
    await cure(failures);
    expect(await checks()).toEqual([]);
  });

  test("only the trigger that is off is switched on again", async () => {
    const [source] = await sql()`select frescura.watch('report', 'sale', 'amount') as id`;
    await change(`
      create trigger theirs before insert on sale for each row execute function suppress_redundant_updates_trigger();
      alter table sale disable trigger theirs; alter table sale disable trigger frescura_capture_${source!.id}_insert`);
    await cure(await only("capture"));
    const [theirs] = await sql()`select tgenabled from pg_trigger where tgname = 'theirs'`;
    expect(theirs).toEqual({ tgenabled: "D" });
  });

  test("the rights of another owner", async () => {
    const owner = await roles.create("owner");
    const app = await roles.create("app");
    await change(
      `alter materialized view report owner to ${owner}; grant all on all tables in schema public, frescura to ${app};
       grant execute on all routines in schema frescura to ${app}`,
    );
    const ask = () =>
      sql().begin(async (tx) => {
        await tx`set local role ${tx(app)}`;
        return [...(await tx`select check_name, cure from frescura.doctor('report')`)];
      });
    const [finding, ...more] = await ask();
    // GRANT ALL carries MAINTAIN from PostgreSQL 17 on: such a role lacks nothing there.
    if ((await serverVersion(sql())) >= 170000) {
      expect(finding).toBeUndefined();
      await change(`revoke all on report from ${app}`);
      const [lacking] = await ask();
      expect(lacking).toMatchObject({
        check_name: "grants",
        cure: `grant maintain, select on public.report to ${app};`,
      });
      await cure(lacking!);
    } else {
      expect(finding).toMatchObject({ check_name: "grants", cure: `grant ${owner} to ${app};` });
      expect(more).toEqual([]);
      await cure(finding!);
    }
    expect(await ask()).toEqual([]);
  });

  test("an owner without temporary tables", async () => {
    const owner = await roles.create("owner");
    const [{ name }] = await sql()<[{ name: string }]>`select current_database() as name`;
    await change(`
      alter materialized view report owner to ${owner}; grant select on sale to ${owner};
      revoke temporary on database ${name} from public`);
    expect(await change("refresh materialized view concurrently report").catch((e) => e.code)).toBe("42501");
    const [answer] = await sql()`select status from frescura.refresh('report', 'test')`;
    expect(answer).toEqual({ status: "completed" });
    const [log] =
      await sql()`select mode, mode_reason, mode_detail from frescura.refresh_log order by id desc limit 1`;
    expect(log).toMatchObject({ mode: "plain", mode_reason: "no_temporary" });

    await cure(await only("temporary"));
    expect(await examine()).toEqual([]);
    await change("select frescura.refresh('report', 'test')");
    const [next] = await sql()`select mode from frescura.refresh_log order by id desc limit 1`;
    expect(next).toEqual({ mode: "concurrent" });
    await change(`grant temporary on database ${name} to public`);
  });

  test.each([
    ["select count(*) from report", "a plain refresh waits for it"],
    ["select count(*) from sale", "cannot be cleaned up"],
  ])("a transaction left open after %s", async (read, consequence) => {
    // A client of its own: postgres.js does not survive a killed connection that a pool still holds.
    const session = connect(database.url, "reader", 1);
    const pid = await backendPid(session);
    await session.unsafe(`begin; ${read}`);
    const found = await examine("report", "0 seconds");
    const finding = found.find((row) => row.finding.includes(`pid ${pid}`));
    expect(finding).toMatchObject({ check_name: "long_transactions", severity: "warning" });
    expect(finding!.finding).toContain(consequence);
    expect(await checks()).toEqual([]);
    await cure(finding!);
    await until("the transaction is gone", async () =>
      (await examine("report", "0 seconds")).every((row) => !row.finding.includes(`pid ${pid}`)),
    );
    await session.end({ timeout: 0 });
  });
});

describe("a cure that needs judgement is a comment, and harmless", () => {
  test("where no column can be the key", async () => {
    await change(
      "drop index report_key; insert into sale select * from sale; refresh materialized view report; analyze report",
    );
    expect((await only("unique_index")).cure).toContain("/* the columns that tell its rows apart */");
  });

  test("NULLs in the key", async () => {
    await change("insert into sale values (null, 'MX', 1); refresh materialized view report");
    expect(await examine()).toEqual([
      expect.objectContaining({
        check_name: "null_keys",
        severity: "warning",
        cure: expect.stringMatching(/^--.*coalesce\(id,/),
      }),
    ]);
    // What the warning says: the unchanged row is deleted and written anew each time.
    await change("select frescura.refresh('report', 'test')");
    const [log] =
      await sql()`select rows_inserted, rows_deleted from frescura.refresh_log order by id desc limit 1`;
    expect(log).toEqual({ rows_inserted: 1, rows_deleted: 1 });
    await change("update sale set id = 99 where id is null");
    await change("select frescura.refresh('report', 'test')");
    expect(await examine()).toEqual([]);
  });

  test.each(["json", "xml"])(
    "a column of type %s, which does not keep a view from being refreshed",
    async (type) => {
      await change(`
      drop materialized view report;
      create materialized view report as select id, '${type === "json" ? "{}" : "<a/>"}'::${type} as doc from sale;
      create unique index on report (id)`);
      await change("select frescura.refresh('report', 'test')");
      expect(await examine()).toEqual([
        expect.objectContaining({
          check_name: "column_types",
          severity: "info",
          cure: expect.stringMatching(/^--/),
        }),
      ]);
      const [log] = await sql()`select mode, status from frescura.refresh_log order by id desc limit 1`;
      expect(log).toEqual({ mode: "concurrent", status: "completed" });
    },
  );
});

describe("the verdict on a unique index is PostgreSQL's own", () => {
  test.each([
    ["on report (id)", true],
    ["on report (country, id)", true],
    ["on report (id) include (country)", true],
    ["on report (id desc nulls last)", true],
    ["on report (id) nulls not distinct", true],
    ["on report (country text_pattern_ops, id)", true],
    ['on report (country collate "C", id)', true],
    ["on report (id) where id > 0", false],
    ["on report ((id + 0))", false],
    ["on report (id, lower(country))", false],
    ["on report (id) with (fillfactor = 50)", true],
  ])("create unique index %s: %s", async (index, usable) => {
    await change(`drop index report_key; create unique index candidate ${index}`);
    await agrees(usable);
  });

  test("an index that is not unique", async () => {
    await change("drop index report_key; create index on report (id)");
    await agrees(false);
  });

  test("an index whose concurrent build failed", async () => {
    await change(
      "drop index report_key; insert into sale values (1, 'FR', 1); refresh materialized view report",
    );
    const build = change("create unique index concurrently candidate on report (id)");
    await expect(build).rejects.toMatchObject({ code: "23505" });
    await change("delete from sale where country = 'FR'");
    await agrees(false, true);
  });

  /** `healed`: a plain refresh builds the indexes anew, which makes an invalid one valid. */
  async function agrees(usable: boolean, healed = usable) {
    const [row] = await sql()`select frescura.key_columns('report'::regclass) is not null as usable`;
    const refreshed = await change("refresh materialized view concurrently report").then(
      () => true,
      (error) => {
        expect(error.code).toBe("55000");
        return false;
      },
    );
    expect({ ours: row!.usable, theirs: refreshed }).toEqual({ ours: usable, theirs: usable });
    await change("select frescura.refresh('report', 'test')");
    const [log] = await sql()`select status, mode from frescura.refresh_log order by id desc limit 1`;
    expect(log).toEqual({ status: "completed", mode: usable ? "concurrent" : "plain" });
    expect((await checks()).includes("unique_index")).toBe(!healed);
  }
});

describe("what PostgreSQL refuses to refresh concurrently though the index looks usable", () => {
  const odd = `
    create schema elsewhere;
    create operator elsewhere.=== (leftarg = int, rightarg = int, procedure = int4eq, commutator = operator(elsewhere.===));
    create operator class elsewhere.odd for type int using btree as operator 1 pg_catalog.<, operator 2 pg_catalog.<=,
      operator 3 elsewhere.===, operator 4 pg_catalog.>=, operator 5 pg_catalog.>, function 1 btint4cmp(int, int);`;

  test.each([
    [
      "a composite key that holds json",
      "create type pair as (a int, j json)",
      "select row(1, '{}')::pair as key",
      "key",
    ],
    ["an array of json as key", "select 1", "select array['{}'::json] as key", "key"],
    ["an operator class without hash or merge joins", odd, "select id from sale", "id elsewhere.odd"],
  ])("%s: it runs plainly, says why, and the doctor warns", async (_what, setup, body, key) => {
    await change(`drop materialized view report; ${setup};
      create materialized view report as ${body}; create unique index on report (${key})`);
    const refused = change("refresh materialized view concurrently report");
    await expect(refused).rejects.toMatchObject({ code: "0A000" });
    const [answer] = await sql()`select status from frescura.refresh('report', 'test')`;
    expect(answer).toEqual({ status: "completed" });
    const [log] =
      await sql()`select mode, mode_reason, mode_detail from frescura.refresh_log order by id desc limit 1`;
    expect(log).toMatchObject({
      mode: "plain",
      mode_reason: "refused",
      mode_detail: { sqlstate: "0A000", message: expect.stringContaining("FULL JOIN") },
    });
    expect(await only("concurrent")).toMatchObject({
      severity: "warning",
      finding: expect.stringContaining("FULL JOIN"),
    });
    await change("drop materialized view report; drop type if exists pair");
  });

  test("a definition that fails by itself is no reason for a plain refresh, which would lock readers out", async () => {
    await change(`
      drop materialized view report;
      create materialized view base as select * from sale;
      create materialized view report as select * from base; create unique index on report (id);
      refresh materialized view base with no data`);
    const [answer] = await sql()`select status from frescura.refresh('report', 'test')`;
    expect(answer).toEqual({ status: "failed" });
    const [log] =
      await sql()`select mode, error_code, error_message from frescura.refresh_log order by id desc limit 1`;
    expect(log).toMatchObject({
      mode: "concurrent",
      error_code: "55000",
      error_message: expect.stringContaining("base"),
    });
  });

  test("a function that needs a search_path is named, with what to do", async () => {
    await change(`
      create schema elsewhere; create table elsewhere.rate (r int); insert into elsewhere.rate values (2);
      create function elsewhere.rate() returns int language plpgsql as 'begin return (select r from rate); end';
      set search_path = public, elsewhere;
      drop materialized view report;
      create materialized view report as select id, elsewhere.rate() as r from sale with no data;
      create unique index on report (id); reset search_path`);
    const [answer] = await sql()`select status from frescura.refresh('report', 'test')`;
    expect(answer).toEqual({ status: "failed" });
    expect(await only("search_path")).toMatchObject({
      severity: "error",
      finding: expect.stringContaining('"rate"'),
    });
    await change("alter function elsewhere.rate() set search_path = elsewhere");
    await change("select frescura.refresh('report', 'test')");
    expect(await examine()).toEqual([]);
  });
});

test("a role with MAINTAIN alone refreshes what it may not read", async ({ skip }) => {
  if ((await serverVersion(sql())) < 170000) skip("MAINTAIN exists since PostgreSQL 17");
  const app = await roles.create("app");
  await change(`
    grant all on all tables in schema public, frescura to ${app}; grant usage on all sequences in schema frescura to ${app};
    grant execute on all functions in schema frescura to ${app};
    revoke all on report from ${app}; grant maintain on report to ${app}`);
  const answer = await sql().begin(async (tx) => {
    await tx`set local role ${tx(app)}`;
    const [finding] = await tx`select check_name, severity from frescura.doctor('report')`;
    expect(finding).toEqual({ check_name: "reading", severity: "warning" });
    return [...(await tx`select status, rows_affected from frescura.refresh('report', 'test')`)];
  });
  expect(answer).toEqual([{ status: "completed", rows_affected: null }]);
});
