import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Sessions } from "@/tests/support/sessions";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
  await sql().unsafe(`
    create table sale (id integer primary key, branch text not null, amount numeric not null);
    create materialized view by_branch as select branch, sum(amount) as total from sale group by branch;
    create unique index on by_branch (branch);
    create materialized view report as select id, amount from sale;
    create unique index on report (id);
    select frescura.register('by_branch', 'by-branch'), frescura.register('report');
    select frescura.track('by-branch', 'sale', array['r.branch'], 'r.amount')`);
  await sql()`select frescura.refresh('by-branch')`;
});
afterAll(async () => {
  await sessions.end();
  await database.drop();
});

const id = (slug: string) => sql()`frescura.view_id(${slug})`;
const writes = () => sql()`
  select sum(rows)::int as rows, sum(keys)::int as keys, sum(amount)::float8 as amount, sum(high_impact)::int as high
    from frescura.write_history where view_id = ${id("by-branch")}`;
const drop = async () => {
  await sql()`select frescura.refresh('by-branch')`;
  await sql()`select frescura.prune_ledger('by-branch')`;
};

test("what the ledger loses by pruning is kept as sums: rows, keys, amount, high-impact", async () => {
  await sql()`insert into sale values (1, 'north', 100), (2, 'north', 50), (3, 'south', 20000)`;
  // Moves to another key: two notes of one row.
  await sql()`update sale set branch = 'south', amount = 60 where id = 2`;
  await sql()`delete from sale where id = 1`;
  expect(await writes()).toEqual([{ rows: null, keys: null, amount: null, high: null }]);
  await drop();
  const [sums] = await writes();
  expect(sums).toEqual({ rows: 5, keys: expect.any(Number), amount: 100 + 50 + 20000 + 60 + 100, high: 1 });
  expect(sums!.keys).toBeGreaterThanOrEqual(2);
  // Again: nothing counts twice.
  await drop();
  expect(await writes()).toEqual([sums]);
  expect(await sql()`select frescura.five_minutes(at) = at as whole from frescura.write_history`).toEqual([
    { whole: true },
  ]);
});

test("a prune that is undone has counted nothing", async () => {
  const before = await writes();
  await sql()`insert into sale values (10, 'north', 1)`;
  await sql()`select frescura.refresh('by-branch')`;
  await expect(
    sql().begin(async (tx) => {
      await tx`select frescura.prune_ledger('by-branch')`;
      throw new Error("away");
    }),
  ).rejects.toThrow("away");
  expect(await writes()).toEqual(before);
});

test("how many rows may be missing follows a day's writes", async () => {
  await sql()`insert into frescura.settings (key, value) values ('pending_rows_min', '"1"')`;
  await sql()`insert into sale select n, 'north', 1 from generate_series(1000, 1399) n`;
  await drop();
  // About 400 rows were written in the last day and the view has two: four may be missing.
  await sql()`insert into sale select n, 'west', 0 from generate_series(2000, 2003) n`;
  const codes = async () =>
    (await sql()`select reasons from frescura.verdict('by-branch')`)[0]!.reasons.map(
      ({ code }: { code: string }) => code,
    );
  expect(await codes()).toEqual([]);
  await sql()`insert into sale values (2004, 'west', 0)`;
  expect(await codes()).toEqual(["rows"]);
  await sql()`delete from frescura.settings where key = 'pending_rows_min'`;
});

test("reads are ours and everybody else's, without those of our refreshes", async () => {
  const noted = async () => (await sql()`select frescura.note_reads()::int as n`)[0]!.n;
  const other = await sessions.start();
  await noted();
  await sql()`truncate frescura.read_history`;
  // Counted by PostgreSQL once the session says so.
  await other.sql`select frescura.refresh('report')`;
  await other.sql`select pg_stat_force_next_flush()`;
  await other.sql`select 1`;
  expect(await noted()).toBe(0);
  for (let read = 0; read < 3; read++) await other.sql`select count(*) from report`;
  await other.sql`select pg_stat_force_next_flush()`;
  await other.sql`select 1`;
  await sql()`insert into frescura.reads (view_id, hour, served_from, reads, cache_hits) values (${id("report")}, now(), 'mv', 5, 4)`;
  expect(await noted()).toBe(1);
  expect(await sql()`select reads::int, other_scans::int from frescura.read_history`).toEqual([
    { reads: 1, other_scans: 2 },
  ]);
  expect(await noted()).toBe(0);
});

test("durations are kept by mode as the log is pruned", async () => {
  for (const ms of [1000, 4000]) await writeAttempt(sql(), "report", { began: 200 * 1440, ms });
  // The last good one before the rest stays in the log.
  await writeAttempt(sql(), "report", { began: 150 * 1440, ms: 9000 });
  await writeAttempt(sql(), "report", { began: 199 * 1440, status: "failed", code: "22012" });
  await sql()`select frescura.prune_log(90)`;
  expect(
    await sql()`select refreshes::int, duration_ms_sum::int as sum, duration_ms_max::int as max
                  from frescura.duration_history where view_id = ${id("report")}`,
  ).toEqual([{ refreshes: 2, sum: 5000, max: 4000 }]);
});

test("a year is kept, or as long as the setting says", async () => {
  const old = (days: number) => sql()`
    insert into frescura.duration_history (view_id, at, mode, refreshes, duration_ms_sum, duration_ms_max)
    select ${id("report")}, now() - make_interval(days => ${days}), 'plain', 1, 1, 1`;
  await old(364);
  await old(366);
  const count = async () =>
    (await sql()`select count(*)::int as n from frescura.duration_history where mode = 'plain'`)[0]!.n;
  await sql()`select frescura.prune_history()`;
  expect(await count()).toBe(1);
  await sql()`insert into frescura.settings (key, value) values ('history_days', '"0"')`;
  await expect(sql()`select frescura.prune_history()`).rejects.toMatchObject({ code: "22023" });
  await sql()`update frescura.settings set value = '"30"' where key = 'history_days'`;
  await sql()`select frescura.prune_history()`;
  expect(await count()).toBe(0);
});
