import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  // Due at any hour.
  await sql().unsafe(`
    update frescura.schedules set cron = '*/15 * * * *', created_at = now() - interval '1 day' where tier = 'verification';
    insert into cpg_pos (monto_total) values (100);
    create materialized view untracked as select 1 as id; select frescura.register('untracked');
    select frescura.refresh('universal-transactions')`);
});
beforeEach(() => sql().unsafe("truncate frescura.schedule_runs, frescura.verifications cascade"));
afterAll(() => database.drop());

const runs = () => sql()`
  select s.tier, r.driver, r.outcome, r.completed_at is not null as ended
    from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id`;
const verifications = () => sql()`
  select v.slug, a.differing_keys, a.triggered_by from frescura.verifications a join frescura.views v on v.id = a.view_id order by a.id`;
const log = async () => (await sql()`select from frescura.refresh_log`).length;

test("the tier verification compares what is tracked, once a slot, and refreshes nothing", async () => {
  const before = await log();
  await sql()`call frescura.run_due('verification', 'psql')`;
  await sql()`call frescura.run_due('verification', 'other')`;
  expect(await runs()).toEqual([{ tier: "verification", driver: "psql", outcome: "completed", ended: true }]);
  expect(await verifications()).toEqual([
    { slug: "universal-transactions", differing_keys: 0, triggered_by: "psql:verification" },
  ]);
  expect(await log()).toBe(before);
});

test("a crontab that has the tier's former name runs it", async () => {
  await sql()`call frescura.run_due('audit', 'psql')`;
  expect(await runs()).toMatchObject([{ tier: "verification", outcome: "completed" }]);
});

test("a view that cannot be compared makes the slot a failed one, and does not stop those after it", async () => {
  await sql().unsafe(`
    create table sale (id int primary key);
    create materialized view later as select id from sale; create unique index on later (id);
    select frescura.register('later');
    select frescura.track('later', 'sale', array['r.id']);
    select frescura.refresh('later')`);
  const [{ id }] = await sql()<
    [{ id: number }]
  >`select id::int from frescura.views where slug = 'universal-transactions'`;
  // Whatever ends a comparison: here its result cannot be kept.
  await sql().unsafe(`alter table frescura.verifications add constraint refused check (view_id <> ${id})`);
  await sql()`call frescura.run_due('verification', 'psql')`;
  expect(await runs()).toMatchObject([{ outcome: "failed", ended: true }]);
  expect(await verifications()).toMatchObject([{ slug: "later" }]);
});
