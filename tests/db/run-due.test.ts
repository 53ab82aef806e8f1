import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { until, waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  sessions = new Sessions(database.url);
  await Gate.make(sessions);
  // Registered so that the order of their ids is not that of the graph.
  await sql().unsafe(`
    delete from frescura.views;
    create table sale (id int primary key, divisor int not null);
    insert into sale values (1, 1);
    create materialized view base as select id, 1 / divisor as share, gate() as passed from sale; create unique index on base (id);
    create materialized view top as select id, share from base; create unique index on top (id);
    select frescura.register('top'); select frescura.register('base')`);
});
beforeEach(() =>
  sql().unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers, frescura.drivers, frescura.alerts cascade;
    update sale set divisor = 1;
    update frescura.views set suspended_at = null, retry_at = null, enabled = true;
    delete from frescura.schedules where tier not in ('hourly', 'working-hours', 'events');
    update frescura.schedules set created_at = now() - interval '30 days', enabled = true, time_zone = 'America/Mexico_City',
           cron = case tier when 'hourly' then '0 * * * *' when 'events' then '*/5 * * * *' else '*/15 * * * *' end`),
);
afterEach(() => sessions.end());
afterAll(() => database.drop());

const call = (tier: string | null, driver = "psql") => sql()`call frescura.run_due(${tier}, ${driver})`;
const log = async () => [
  ...(await sql()`
    select v.slug, l.status, l.trigger_type, l.triggered_by, l.reason, l.reason_detail from frescura.refresh_log l join frescura.views v on v.id = l.view_id order by l.id`),
];
const runs = async () => [
  ...(await sql()`
    select v.slug, s.tier, r.driver, r.outcome, r.due_at, r.refresh_id is not null as served, r.completed_at is not null as ended
      from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id left join frescura.views v on v.id = s.view_id
     order by r.claimed_at, s.id`),
];

describe("frescura.run_due", () => {
  test("claims and runs what is due of a tier, those that others read first, and leaves a sign of life", async () => {
    await call("hourly");
    expect(await log()).toMatchObject([
      { slug: "base", status: "completed", trigger_type: "cron", triggered_by: "psql:hourly" },
      { slug: "top", status: "completed" },
    ]);
    const hour = (await sql()<[{ at: Date }]>`select date_trunc('hour', now()) as at`)[0].at;
    expect(await runs()).toMatchObject([
      { slug: "base", tier: "hourly", driver: "psql", outcome: "completed", due_at: hour, served: true },
      { slug: "top", outcome: "completed", due_at: hour, ended: true },
    ]);
    expect(await sql()`select name from frescura.drivers`).toEqual([{ name: "psql" }]);
  });

  test("called again, or by another, finds it taken", async () => {
    await call("hourly");
    await call("hourly", "other");
    expect(await log()).toHaveLength(2);
    expect((await runs()).map(({ driver }) => driver)).toEqual(["psql", "psql"]);
  });

  test("of twenty at once, one runs each view", async () => {
    const crowd = await Promise.all(Array.from({ length: 20 }, () => sessions.start()));
    await Promise.all(crowd.map((one, n) => one.sql`call frescura.run_due('hourly', ${`driver-${n}`})`));
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "top"]);
  });

  test("decides in the schedule's own zone, whoever calls at whatever hour", async () => {
    // The hour that it is there is any but this one.
    await sql()`update frescura.schedules set created_at = now() - interval '90 minutes'`;
    await sql()`update frescura.schedules set time_zone = 'Asia/Tokyo', cron = to_char(now() at time zone 'UTC' - interval '2 hours', '"* "FMHH24" * * *"') where tier = 'hourly'`;
    await call("hourly");
    expect(await log()).toEqual([]);
    await sql()`update frescura.schedules set cron = to_char(now() at time zone 'Asia/Tokyo', '"* "FMHH24" * * *"') where tier = 'hourly'`;
    await call("hourly");
    expect(await log()).toHaveLength(2);
  });

  test("two tiers due at one moment cost one refresh", async () => {
    await sql()`update frescura.schedules set cron = '0 * * * *' where tier = 'working-hours'`;
    await call("hourly");
    await call("working-hours");
    expect(await log()).toHaveLength(2);
    expect((await runs()).map(({ outcome }) => outcome)).toEqual([
      "completed",
      "completed",
      "covered",
      "covered",
    ]);
  });

  test("a view whose upstream fails is skipped, with its name", async () => {
    await sql()`update sale set divisor = 0`;
    await call("hourly");
    expect(await log()).toMatchObject([
      { slug: "base", status: "failed" },
      { slug: "top", status: "skipped", reason: "upstream_failed", reason_detail: { view: "base" } },
    ]);
    expect((await runs()).map(({ outcome }) => outcome)).toEqual(["failed", "skipped"]);
  });

  test("waits for an upstream that another driver is at, rather than reading it half", async () => {
    const gate = await Gate.make(sessions);
    const [first, second] = [await sessions.start(), await sessions.start()];
    await gate.shut();
    const one = first.sql`call frescura.run_due('hourly', 'first')`.then(() => "done");
    await waitForLock(sql(), first.pid);
    const two = second.sql`call frescura.run_due('hourly', 'second')`.then(() => "done");
    await until("the second waits in its turn", async () => {
      const [row] =
        await sql()`select from pg_stat_activity where pid = ${second.pid} and wait_event = 'PgSleep'`;
      return row;
    });
    expect(await log()).toMatchObject([{ slug: "base", status: "running" }]);
    await gate.lift();
    expect(await Promise.all([one, two])).toEqual(["done", "done"]);
    expect((await log()).map(({ slug, status }) => [slug, status])).toEqual([
      ["base", "completed"],
      ["top", "completed"],
    ]);
  });

  test("drains the events", async () => {
    await sql()`insert into frescura.refresh_triggers (view_id, operation) select id, 'request' from frescura.views where slug = 'base'`;
    await call("events");
    expect(await log()).toMatchObject([{ slug: "base", trigger_type: "event", triggered_by: "psql:events" }]);
    expect(await runs()).toMatchObject([{ slug: null, outcome: "completed" }]);
    await sql()`truncate frescura.schedule_runs`;
    await call("events");
    expect(await runs()).toMatchObject([{ slug: null, outcome: "nothing_waiting", served: false }]);
  });

  test("a schedule for all views runs them in order; one that cannot be read stops nothing", async () => {
    await sql()`update frescura.schedules set enabled = false`;
    await sql()`insert into frescura.schedules (tier, cron, created_at) values ('nightly', '* * * * *', now() - interval '1 day')`;
    await sql()`insert into frescura.schedules (view_id, tier, cron, created_at) select id, 'nightly', 'whenever', now() - interval '1 day' from frescura.views`;
    await call("nightly");
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "top"]);
  });

  test("what is switched off does not run, and no slot from before a schedule was made", async () => {
    await sql()`update frescura.views set enabled = false where slug = 'top'`;
    await sql()`update frescura.schedules set enabled = false where tier = 'working-hours'`;
    await sql()`update frescura.schedules set created_at = clock_timestamp() where tier = 'events'`;
    await call(null);
    expect((await log()).map(({ slug }) => slug)).toEqual(["base"]);
    expect((await runs()).map(({ tier }) => tier)).toEqual(["hourly"]);
  });
});

describe("frescura.upkeep", () => {
  const upkeep = () => sql()`call frescura.upkeep('psql')`;

  test("makes up once for what nobody took, however long ago, and leaves what has just fallen due to its tier", async () => {
    await sql()`update frescura.schedules set enabled = tier = 'hourly', cron = '* * * * *'`;
    await upkeep();
    expect(await log()).toEqual([]);
    await sql()`update frescura.schedules set cron = to_char(now() at time zone 'America/Mexico_City' - interval '20 days', 'FMMI FMHH24 FMDD * *')`;
    await upkeep();
    await upkeep();
    expect((await log()).map(({ slug }) => slug)).toEqual(["base", "top"]);
  });

  test("tries again what failed, reaps, and judges", async () => {
    await sql()`insert into frescura.drivers (name, kind, seen_at) values ('worker', 'worker', now() - interval '1 hour')`;
    await sql()`update frescura.schedules set enabled = false`;
    await sql()`update frescura.views set retry_at = clock_timestamp() where slug = 'base'`;
    await sql()`insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at, created_at, backend_pid)
      select id, view_name, 'running', 'cron', 'dead', now() - interval '1 hour', now() - interval '1 hour', 1 from frescura.views where slug = 'top'`;
    await upkeep();
    expect(await log()).toMatchObject([
      { slug: "top", status: "failed", triggered_by: "dead" },
      { slug: "base", status: "completed", triggered_by: "psql:retry" },
    ]);
    expect(await sql()`select from frescura.alerts where kind = 'no_driver'`).toHaveLength(1);
  });
});
