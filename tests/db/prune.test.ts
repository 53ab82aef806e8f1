import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type InventedAttempt, writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { underway, waitForLock } from "@/tests/support/wait";

const DAY = 1440;
let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
  await Gate.make(sessions);
  await sql().unsafe(`
    create table sale (id int primary key); insert into sale values (1);
    create materialized view report as select id, gate() as passed from sale;
    create unique index on report (id);
    select frescura.register('report')`);
});
beforeEach(() =>
  sql().unsafe(
    "truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs, frescura.refresh_hourly, frescura.sla_hourly, frescura.alerts, frescura.channels, frescura.drivers cascade",
  ),
);
afterEach(() => sessions.end());
afterAll(() => database.drop());

const write = (attempt: InventedAttempt) => writeAttempt(sql(), "report", attempt);
const kept = async () => (await sql()`select id from frescura.refresh_log order by id`).map(({ id }) => id);
async function prune(batch = 5000): Promise<number[]> {
  const counts: number[] = [];
  do counts.push((await sql()`select frescura.prune_log(90, ${batch}) as n`)[0]!.n);
  while (counts.at(-1) === batch);
  return counts;
}
const year = 366 * 24;

/** A refresh every 50 minutes from 120 days ago on, every seventh failed. */
async function history(): Promise<void> {
  await sql()`
    insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at, refresh_completed_at, created_at, refresh_duration_ms)
    select frescura.view_id('report'), 'report', case when n % 7 = 0 then 'failed' else 'completed' end, case when n % 5 = 0 then 'manual' else 'cron' end, 'invented',
           at, at + interval '3 seconds', at, 3000 + n % 11
      from generate_series(1, 3456) n cross join lateral (select now() - n * interval '50 minutes' as at) t
     order by n desc`;
}

test("what it removes goes on being told: metrics and service levels are the same before and after", async () => {
  await history();
  const metrics = await sql()`select * from frescura.refresh_metrics`;
  const ofView = await sql()`select * from frescura.refresh_metrics_of('report', ${year})`;
  const stats = await sql()`select * from frescura.refresh_stats(${year}, 'report')`;
  const level = () => sql()`
    select class, round(observed / 600) as observed, round(attained_percent, 2) as percent, attained from frescura.sla('report', ${year})`;
  const levels = await level();
  const counts = await prune(200);

  expect(counts.length).toBeGreaterThan(3);
  const [left] =
    await sql()`select count(*) as n, count(*) filter (where created_at < now() - interval '91 days') as old from frescura.refresh_log`;
  expect(left).toMatchObject({ old: 0 });
  expect(left!.n).toBeLessThan(2700);
  expect([...(await sql()`select * from frescura.refresh_metrics`)]).toEqual([...metrics]);
  expect([...(await sql()`select * from frescura.refresh_metrics_of('report', ${year})`)]).toEqual([
    ...ofView,
  ]);
  expect([...(await sql()`select * from frescura.refresh_stats(${year}, 'report')`)]).toEqual([...stats]);
  expect([...(await level())]).toEqual([...levels]);
  // Again, an hour later so to speak: nothing is counted twice.
  await prune();
  expect([...(await level())]).toEqual([...levels]);
});

test("the last good refresh stays, however old: freshness counts from it", async () => {
  const old = await write({ began: 300 * DAY });
  const last = await write({ began: 200 * DAY });
  await write({ began: 150 * DAY, status: "failed", code: "22012" });
  expect(await prune()).toEqual([2]);
  expect(await kept()).toEqual([last]);
  expect(old).toBeLessThan(last);
});

test("what a long-running refresh is at stays, and a prune meanwhile disturbs nothing", async () => {
  const gate = await Gate.make(sessions);
  await write({ began: 200 * DAY });
  await write({ began: 199 * DAY });
  const runner = await sessions.start();
  await gate.shut();
  const running = underway(runner.sql`call frescura.refresh_tracked('report', 'cron', 'test')`);
  await waitForLock(sql(), runner.pid);
  await sql()`update frescura.refresh_log set created_at = created_at - interval '100 days' where status = 'running'`;
  expect(await prune()).toEqual([1]);
  const [row] = await sql()`select id from frescura.refresh_log where status = 'running'`;
  expect(row).toBeDefined();
  await gate.lift();
  expect((await running)[0]).toMatchObject({ status: "completed", refresh_id: row!.id });
  expect(await sql()`select count(*) as n from frescura.refresh_log where status = 'completed'`).toEqual([
    { n: 2 },
  ]);
});

test("two at once count everything once", async () => {
  await history();
  const [before] = await sql()`select sum(total_refreshes)::int as n from frescura.refresh_metrics`;
  const pair = await Promise.all([sessions.start(), sessions.start()]);
  await Promise.all(pair.map((one) => one.sql`select frescura.prune_log(90, 500)`));
  await prune();
  expect((await sql()`select sum(total_refreshes)::int as n from frescura.refresh_metrics`)[0]).toEqual(
    before,
  );
});

test.each([0, -1, null])("keeping the log for %s days is refused", async (days) => {
  await expect(sql()`select frescura.prune_log(${days})`).rejects.toMatchObject({ code: "22023" });
});

test("traces that nobody asks for any more go, too", async () => {
  await sql().unsafe(`
    insert into frescura.refresh_triggers (view_id, created_at, processed_at)
      select frescura.view_id('report'), now() - d * interval '1 day', now() - d * interval '1 day' from unnest(array[200, 10]) d;
    insert into frescura.refresh_triggers (view_id, created_at) select frescura.view_id('report'), now() - interval '200 days';
    insert into frescura.schedule_runs (schedule_id, due_at, claimed_at, completed_at, driver)
      select id, now() - d * interval '1 day', now() - d * interval '1 day', now(), 'test'
        from frescura.schedules cross join unnest(array[300, 200]) d where view_id = frescura.view_id('report') and tier = 'hourly';
    insert into frescura.channels (kind, name, target) values ('webhook', 'hook', 'http://localhost/');
    insert into frescura.alerts (kind, opened_at, closed_at) select 'no_driver', now() - interval '200 days', now() - interval '199 days' from generate_series(1, 2);
    insert into frescura.notifications (channel_id, alert_id, edge, delivered_at)
      select c.id, a.id, 'opened', case when a.id = (select min(id) from frescura.alerts) then now() end from frescura.channels c, frescura.alerts a;
    insert into frescura.drivers (name, kind, seen_at) values ('worker:a', 'worker', now() - interval '200 days'), ('worker:b', 'worker', now() - interval '150 days')`);
  expect(await sql()`select frescura.prune_traces(90) as n`).toEqual([{ n: 1 }]);
  const [left] = await sql()`
    select (select count(*) from frescura.refresh_triggers) as events, (select count(*) from frescura.schedule_runs) as slots,
           (select count(*) from frescura.alerts) as alerts, (select count(*) from frescura.notifications) as notifications,
           (select string_agg(name, ',') from frescura.drivers) as drivers`;
  expect(left).toEqual({ events: 2, slots: 1, alerts: 1, notifications: 1, drivers: "worker:b" });
});
