import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { expectBaseline, expectExact, pending } from "@/tests/support/ledger/lab";
import { Sessions } from "@/tests/support/sessions";

let database: TestDatabase;
const sql = () => database.sql;
const change = (text: string) => sql().unsafe(text);

beforeAll(async () => {
  database = await createDatabase();
  await change(`
    delete from frescura.views;
    insert into frescura.settings (key, value) values ('trial_time', '"1 minute"'), ('trial_rows', '"4"');
    create table place (id integer primary key, name text not null);
    create table visit (id integer generated always as identity primary key, place_id integer references place on delete cascade,
                        guests integer not null check (guests < 100), double integer generated always as (guests * 2) stored);
    insert into place select g, 'p' || g from generate_series(1, 6) g;
    insert into visit (place_id, guests) select 1 + g % 6, g from generate_series(1, 30) g`);
});
afterAll(() => database.drop());

beforeEach(() =>
  change(`
    create materialized view visits_mv as
      select v.id, v.guests, v.double, p.name from visit v join place p on p.id = v.place_id;
    create unique index on visits_mv (id);
    create materialized view places_mv as
      select p.id, p.name, count(v.id) as visits, sum(v.double) as guests from place p left join visit v on v.place_id = p.id
       group by p.id;
    create unique index on places_mv (id);
    select frescura.register('visits_mv'), frescura.register('places_mv')`),
);
afterEach(() =>
  change(`select frescura.unregister(v.slug) from frescura.views v;
          drop materialized view visits_mv, places_mv; drop function if exists told() cascade`),
);

async function tried(view: string, source: string, given: string) {
  const [row] = await change(
    `select trial, mappings_missing from frescura.track_check('${view}', '${source}', ${given})`,
  );
  return row as unknown as {
    trial: {
      state: string;
      reason: string | null;
      writes: number;
      skipped: number;
      triggers: string[];
      no_right: string[];
      differences: { write: string; column?: string; row: string; key: unknown[]; columns: string[] }[];
    };
    mappings_missing: unknown[];
  };
}

/** Everything that a trial must leave as it was. */
const state = async () => [
  ...(await sql()`select (select jsonb_agg(v order by id) from visit v) as visits, (select jsonb_agg(p order by id) from place p) as places,
    (select jsonb_agg(c.relname order by c.oid) from pg_class c where relnamespace = 'frescura'::regnamespace) as ours,
    (select count(*) from pg_trigger where tgname like 'frescura%') as triggers,
    (select last_value from visit_id_seq) as next, pg_sequence_last_value('frescura.lost_seq') as lost,
    (select count(*) from frescura.view_sources) as sources`),
];

describe("trial writes", () => {
  test("find nothing where the mapping is right, and leave nothing", async () => {
    await change(
      "select frescura.track('visits', 'place', p_lookup => 'select id from visit where place_id = :key::integer')",
    );
    const before = await state();
    const { trial, mappings_missing } = await tried("visits", "visit", "array['r.id']");
    expect(trial).toMatchObject({ state: "done", reason: null, differences: [], triggers: [], no_right: [] });
    // Deleted, inserted again, and the place of each changed to another one and to none.
    expect(trial.writes).toBeGreaterThanOrEqual(4 * 4);
    expect(mappings_missing).toEqual([]);
    expect(await state()).toEqual(before);
  });

  test.each([
    ["a key of another row", "visits", "visit", "array['r.id + 1']", ["delete", "insert", "update"]],
    [
      "a lookup by the wrong column",
      "places",
      "visit",
      "p_lookup => 'select id from place where id = :key::integer'",
      ["delete", "insert", "update"],
    ],
    [
      "a lookup that finds too little",
      "visits",
      "place",
      "p_lookup => 'select id from visit where place_id = :key::integer and guests > 1000'",
      ["update"],
    ],
    [
      "the new place alone, and not the one of before",
      "places",
      "visit",
      "p_lookup => 'select place_id from (select place_id, id from visit) v where v.id = :key::integer'",
      [],
    ],
  ])("show %s, by source, write, row, key and columns", async (_what, view, source, given, kinds) => {
    if (kinds.length === 0) {
      await expect(tried(view, source, given)).rejects.toMatchObject({
        code: "22023",
        column_name: "lookup",
      });
      return;
    }
    if (source === "place") await change("select frescura.track('visits', 'visit', array['r.id'])");
    const { trial } = await tried(view, source, given);
    expect(trial.state).toBe("done");
    expect(trial.differences.length).toBeGreaterThan(0);
    for (const { write, row, key, columns } of trial.differences) {
      expect(kinds).toContain(write);
      expect(row).toMatch(/^\d+$/);
      expect(key).toHaveLength(1);
      expect(columns.length).toBeGreaterThan(0);
    }
  });

  test("that contradict a mapping refuse it, unless it is asked for without; that is kept on record", async () => {
    const before = await state();
    await expect(change("select frescura.track('visits', 'visit', array['r.id + 1'])")).rejects.toMatchObject(
      {
        code: "22023",
        column_name: "key",
        message: expect.stringMatching(/^a trial \w+.* of row \d+ of "visit" changes the key \[\d+\]/),
      },
    );
    expect(await state()).toEqual(before);
    await change("select frescura.track('visits', 'visit', array['r.id + 1'], p_trial => false)");
    await change("select frescura.track('places', 'visit', array['r.place_id'])");
    expect(
      await sql()`select trial ->> 'state' as state, trial ->> 'reason' as reason from frescura.view_sources order by id`,
    ).toEqual([
      { state: "not_run", reason: "declined" },
      { state: "done", reason: null },
    ]);
  });

  test("are not made where somebody else's triggers would be set off, unless asked for; those are named first", async () => {
    await change(`
      create table message (body text);
      create function told() returns trigger language plpgsql as $$ begin insert into message values (tg_op); perform pg_notify('told', tg_op); return null; end $$;
      create trigger tell after insert or update or delete on visit for each row execute function told();
      select frescura.track('visits', 'place', p_lookup => 'select id from visit where place_id = :key::integer')`);
    // Deleting a place is carried on to its visits.
    for (const [source, given] of [
      ["visit", "array['r.id']"],
      ["place", "p_lookup => 'select id from visit where place_id = :key::integer'"],
    ] as const) {
      expect((await tried("visits", source, given)).trial).toMatchObject({
        ...{ state: "not_run", reason: "triggers", triggers: ["tell on visit"], writes: 0 },
      });
    }
    const { trial } = await tried("visits", "visit", "array['r.id'], p_trial => true");
    expect(trial).toMatchObject({ state: "done", triggers: ["tell on visit"], differences: [] });
    expect(await sql()`select count(*)::integer from message`).toEqual([{ count: 0 }]);
    await change("alter table visit disable trigger tell");
    expect((await tried("visits", "visit", "array['r.id']")).trial.state).toBe("done");
    await change("drop table message cascade");
  });

  test("count what constraints stand against, deferred ones too, and go by what cascades carry on", async () => {
    await change(`select frescura.track('visits', 'visit', array['r.id'])`);
    const { trial } = await tried(
      "visits",
      "place",
      "p_lookup => 'select id from visit where place_id = :key::integer'",
    );
    // Another place's key is taken; the visits of a place that goes are gone with it, by their own mapping.
    expect(trial).toMatchObject({ state: "done", differences: [] });
    expect(trial.skipped).toBeGreaterThan(0);
    await change(`
      alter table visit drop constraint visit_place_id_fkey;
      alter table visit add constraint visit_place_id_fkey foreign key (place_id) references place deferrable initially deferred`);
    const deferred = await tried(
      "visits",
      "place",
      "p_lookup => 'select id from visit where place_id = :key::integer'",
    );
    expect(deferred.trial).toMatchObject({ state: "done", differences: [] });
    expect(deferred.trial.skipped).toBeGreaterThan(trial.skipped);
    await change(`
      alter table visit drop constraint visit_place_id_fkey;
      alter table visit add constraint visit_place_id_fkey foreign key (place_id) references place on delete cascade`);
  });

  test("go through partitions", async () => {
    await change(`
      create table parted (id integer not null, day date not null, n integer, primary key (day, id)) partition by range (day);
      create table parted_a partition of parted for values from ('2026-01-01') to ('2026-02-01');
      create table parted_b partition of parted for values from ('2026-02-01') to ('2026-03-01');
      insert into parted select g, date '2026-01-25' + g, g from generate_series(1, 12) g;
      create materialized view parted_mv as select day, sum(n) as n from parted group by day;
      create unique index on parted_mv (day); select frescura.register('parted_mv', 'parted')`);
    expect((await tried("parted", "parted", "array['r.day']")).trial).toMatchObject({
      state: "done",
      differences: [],
    });
    expect((await tried("parted", "parted", "array['r.day + 1']")).trial.differences).not.toEqual([]);
    await change("select frescura.unregister('parted'); drop materialized view parted_mv; drop table parted");
  });

  test("of a role that may not write are told as such, and those that it may are made", async () => {
    await change(`
      create role trier; grant usage on schema public to trier; grant select, trigger on visit, place to trier;
      grant usage, create on schema frescura to trier; grant all on all tables in schema frescura to trier;
      grant execute on all functions in schema frescura to trier`);
    const asRole = async (grant: string) => {
      await change(grant);
      return await sql().begin(async (tx) => {
        await tx`select frescura.track('visits', 'visit', array['r.id'], p_trial => false)`;
        await tx`grant all on all tables in schema frescura to trier`;
        await tx`set local role trier`;
        const [row] =
          await tx`select frescura.trial_hindrance(frescura.view_id('visits'), 'visit'::regclass, null) as reason,
          frescura.trial(frescura.view_id('visits'), 'visit'::regclass) -> 'no_right' as no_right`;
        return row;
      });
    };
    expect(await asRole("select 1")).toEqual({
      reason: "no_right",
      no_right: ["insert", "update", "delete"],
    });
    expect(await asRole("grant update on visit to trier")).toEqual({
      reason: null,
      no_right: ["insert", "delete"],
    });
    await change("drop owned by trier; drop role trier");
  });

  test("are not made where nothing may be written, nor where the view or its tables are large", async () => {
    await change("select frescura.track('visits', 'visit', array['r.id'])");
    const reason = async (set: string) =>
      await sql().begin(async (tx) => {
        await tx.unsafe(set);
        const [row] =
          await tx`select frescura.trial(frescura.view_id('visits'), 'visit'::regclass) ->> 'reason' as reason`;
        return row!.reason;
      });
    expect(await reason("set transaction read only")).toBe("read_only");
    await change("refresh materialized view visits_mv; analyze visits_mv; analyze visit; analyze place");
    await change("insert into frescura.settings (key, value) values ('trial_view_rows', '29')");
    expect(await reason("select 1")).toBe("too_large");
    await change("update frescura.settings set key = 'trial_source_rows' where key = 'trial_view_rows'");
    expect(await reason("select 1")).toBe("too_large");
    await change("delete from frescura.settings where key = 'trial_source_rows'");
    expect(await reason("select 1")).toBe(null);
  });

  test("wait for nobody: a row that somebody holds is left out, and a table that somebody holds is told", async () => {
    await change("select frescura.track('visits', 'visit', array['r.id'])");
    const sessions = new Sessions(database.url);
    const { sql: writer } = await sessions.start();
    await writer.unsafe("begin; update visit set guests = guests");
    const [held] = await sql()`select frescura.trial(frescura.view_id('visits'), 'visit'::regclass) as trial`;
    expect(held!.trial).toMatchObject({ state: "done", writes: 0 });
    expect(held!.trial.skipped).toBeGreaterThan(0);
    expect((await tried("places", "visit", "array['r.place_id']")).trial).toMatchObject({ reason: "locked" });
    await writer`rollback`;
    await sessions.end();
  });

  test("leave what the view is known to lack as it is, and no event", async () => {
    await change(`
      select frescura.track('visits', 'visit', array['r.id'], 'r.guests', p_threshold => 10);
      select frescura.track('visits', 'place', p_lookup => 'select id from visit where place_id = :key::integer')`);
    await expectBaseline(sql(), "visits");
    await change("select frescura.trial(frescura.view_id('visits'), 'visit'::regclass)");
    expect(await pending(sql(), "visits")).toEqual([]);
    await expectExact(sql(), "visits");
    expect(
      await sql()`select count(*)::integer from frescura.refresh_triggers where operation <> 'request'`,
    ).toEqual([{ count: 0 }]);
  });
});
