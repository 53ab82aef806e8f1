import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type InventedAttempt, writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, Sessions } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

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
    create table sale (id int primary key, amount numeric not null, divisor int not null);
    insert into sale values (1, 10, 1);
    create materialized view base as select id, amount, 1 / divisor as share, gate() as passed from sale; create unique index on base (id);
    create materialized view top as select id, amount from base; create unique index on top (id);
    create materialized view alone as select id, amount from sale; create unique index on alone (id);
    select frescura.register('top'), frescura.register('base'), frescura.register('alone')`);
});
beforeEach(() =>
  sql().unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_triggers, frescura.drivers, frescura.targets cascade;
    update sale set divisor = 1;
    update frescura.views set suspended_at = null, retry_at = null, enabled = true, sla_seconds = 3600, stale_seconds = 7200, retry_seconds = 30, skip_unchanged = false, time_zone = 'America/Mexico_City';
    update frescura.schedules set created_at = now() - interval '30 days', enabled = tier = 'targets'`),
);
afterEach(() => sessions.end());
afterAll(() => database.drop());

const MINUTE = 1;
const write = (slug: string, attempt: InventedAttempt) => writeAttempt(sql(), slug, attempt);
const due = async (minutes = 0) =>
  (
    await sql()`select slug from frescura.starts(now() + make_interval(mins => ${minutes})) order by start_at`
  ).map(({ slug }) => slug);
const slots = async () =>
  (await sql()`select tier from frescura.due_slots() where not done`).map(({ tier }) => tier);
const run = (driver = "psql") => sql()`call frescura.run_due(null, ${driver})`;
const log = async () =>
  (
    await sql()`
      select v.slug, l.status, l.reason, l.triggered_by from frescura.refresh_log l join frescura.views v on v.id = l.view_id
       where l.triggered_by <> 'invented' order by l.id`
  ).map(({ slug, status, reason, triggered_by }) => [slug, triggered_by, reason ?? status]);
const drives = (seconds: number, kind = "worker") => sql()`
  insert into frescura.drivers (name, kind, look_seconds) values (${`${kind}:${seconds}`}, ${kind}, ${seconds})`;

describe("the latest start", () => {
  test("leaves time for the runs, the driver's next look and one retry", async () => {
    for (let hour = 3; hour > 0; hour--) await write("alone", { began: hour * 60 * MINUTE, ms: 40_000 });
    await drives(15);
    await drives(300, "vercel");
    const [start] = await sql()`
      select extract(epoch from late_at - start_at)::float8 as margin, extract(epoch from late_at - data_as_of)::int as allowed, run_seconds
        from frescura.starts(now(), false) where slug = 'alone'`;
    // 40 s, 15 s until it looks, and again after a pause of 30 s and up to 13 % more.
    expect(start).toEqual({ margin: 40 + 15 + (33.9 + 15 + 40), allowed: 3600, run_seconds: 40 });
    await sql()`delete from frescura.drivers where kind = 'worker'`;
    const [rare] = await sql()`
      select extract(epoch from late_at - start_at)::float8 as margin from frescura.starts(now(), false) where slug = 'alone'`;
    expect(rare!.margin).toBeCloseTo(40 + 300 + (33.9 + 300 + 40), 5);
  });

  test("of a chain counts all runs on the longest path, and of a short target no more than a quarter for the retry", async () => {
    await write("base", { began: 70, ms: 20_000 });
    await write("top", { began: 60, ms: 5_000 });
    const [top] = await sql()`select run_seconds from frescura.starts(now(), false) where slug = 'top'`;
    expect(top).toEqual({ run_seconds: 5 });
    await sql()`update frescura.refresh_log l set lineage = '[]' from frescura.views v where v.id = l.view_id and v.slug = 'top'`;
    expect(
      (await sql()`select run_seconds from frescura.starts(now(), false) where slug = 'top'`)[0],
    ).toEqual({ run_seconds: 25 });
    const [margin] = await sql()`select frescura.start_margin(2, 15, 30, 60) as seconds`;
    expect(margin).toEqual({ seconds: 2 + 15 + 15 });
  });

  test("is met by a slot of its own: nothing before, once from then on", async () => {
    await write("alone", { began: 57 });
    await drives(15);
    expect(await slots()).toEqual([]);
    await write("alone", { began: 50, status: "failed", code: "22012" });
    await run();
    expect(await log()).toEqual([]);
    await sql()`update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '150 seconds'`;
    expect(await slots()).toEqual(["targets"]);
    await run();
    await run("other");
    expect(await log()).toEqual([["alone", "psql:targets", "completed"]]);
    expect(await slots()).toEqual([]);
  });

  test("brings a deadline's data in time and not too early for it", async () => {
    // On the hour by a clock of its own: in 20 minutes, and it asks for ten.
    const [at] =
      await sql()`select to_char((now() + interval '20 minutes') at time zone 'America/Mexico_City', 'HH24:MI') as wall`;
    await sql()`select frescura.set_targets('alone', ${sql().json([{ seconds: 600, opens: at!.wall }])})`;
    await write("alone", { began: 5 });
    await drives(15);
    expect(await due(5)).toEqual([]);
    // Data as of now would do, but there is time.
    expect(await due(12)).toEqual([]);
    expect(await due(20)).toEqual(["alone"]);
    // An hourly driver has to come as soon as it would do.
    await sql()`update frescura.drivers set look_seconds = 3600, kind = 'cron'`;
    expect(await due(5)).toEqual([]);
    expect(await due(12)).toEqual(["alone"]);
  });

  test("leaves alone what runs, rests, fails, is suspended, switched off or of unknown age", async () => {
    await write("alone", { began: 61 });
    expect(await due()).toEqual(["alone"]);
    for (const column of ["suspended_at", "retry_at"]) {
      await sql().unsafe(`update frescura.views set ${column} = now()`);
      expect(await due()).toEqual([]);
      await sql().unsafe(`update frescura.views set ${column} = null`);
    }
    await sql()`update frescura.views set enabled = false`;
    expect(await due()).toEqual([]);
    await sql()`update frescura.views set enabled = true, sla_seconds = 1`;
    // A second is not to be had of a refresh that takes ten minutes: it rests for as long.
    await write("alone", { began: 15, ended: 5, ms: 600_000 });
    expect(await due()).toEqual([]);
    expect(await due(6)).toEqual(["alone"]);
    await sql()`update frescura.refresh_log set data_as_of = '-infinity'`;
    expect(await due(6)).toEqual([]);
  });
});

describe("a chain", () => {
  /** All three refreshed, then older by so many minutes. */
  async function refreshed(minutes: number): Promise<void> {
    for (const slug of ["base", "top", "alone"])
      await sql()`select frescura.refresh(${slug}, 'manual', 'invented')`;
    await sql()`update frescura.refresh_log set refresh_started_at = refresh_started_at - make_interval(mins => ${minutes}),
      refresh_completed_at = refresh_completed_at - make_interval(mins => ${minutes}), data_as_of = data_as_of - make_interval(mins => ${minutes})`;
  }

  test("runs in one claim, in order, for the strictest of those that read it", async () => {
    await sql()`update frescura.views set sla_seconds = 36000, stale_seconds = 72000 where slug in ('base', 'alone')`;
    await refreshed(60);
    expect(await due()).toEqual(["top"]);
    await run();
    expect(await log()).toEqual([
      ["base", "psql:targets", "completed"],
      ["top", "psql:targets", "completed"],
    ]);
    expect(
      await sql()`select count(*)::int as n from frescura.schedule_runs where completed_at is not null`,
    ).toEqual([{ n: 1 }]);
    expect(
      await sql()`select verdict, data_as_of > now() - interval '1 minute' as young from frescura.verdict('top')`,
    ).toMatchObject([{ young: true }]);
  });

  test("leaves out what is young enough below", async () => {
    await refreshed(60);
    await sql()`update frescura.views set sla_seconds = 36000, stale_seconds = 72000 where slug = 'alone'`;
    await sql()`select frescura.refresh('base', 'manual', 'invented')`;
    await run();
    expect(await log()).toEqual([["top", "psql:targets", "completed"]]);
  });

  test("is not begun in vain where what holds it up is switched off or fails", async () => {
    await refreshed(60);
    await sql()`update frescura.views set sla_seconds = 36000, stale_seconds = 72000 where slug = 'alone'`;
    await sql()`update frescura.views set enabled = false where slug = 'base'`;
    expect(await due()).toEqual([]);
    await sql()`update frescura.views set enabled = true where slug = 'base'`;
    await sql()`update sale set divisor = 0`;
    await run();
    expect(await log()).toEqual([
      ["base", "psql:targets", "failed"],
      ["top", "psql:targets", "upstream_failed"],
    ]);
    expect(await due()).toEqual([]);
  });
});

describe("proven to lack nothing", () => {
  test("counts as fresh at the cost of a look, whatever skip_unchanged says", async () => {
    await sql()`select frescura.track('alone', 'sale', array['r.id'], 'r.amount')`;
    await sql()`select frescura.refresh('alone', 'manual', 'invented')`;
    await sql()`update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '1 hour', refresh_completed_at = refresh_completed_at - interval '1 hour'`;
    await run();
    expect(await log()).toEqual([["alone", "psql:targets", "nothing_pending"]]);
    expect(await sql()`select verdict, age_seconds < 60 as young from frescura.verdict('alone')`).toEqual([
      { verdict: "reliable", young: true },
    ]);
    await sql()`select frescura.untrack('alone')`;
  });
});

describe("what is begun just before a slot", () => {
  const slotAt = (cron: string) => sql()`
    update frescura.schedules s set enabled = true, cron = ${cron}, time_zone = 'UTC'
      from frescura.views v where v.id = s.view_id and v.slug = 'alone' and s.tier = 'hourly'`;
  async function ranBefore(minutes: number): Promise<string[]> {
    await sql()`insert into frescura.schedule_runs (schedule_id, due_at, driver)
      select s.id, date_trunc('minute', now()), 'psql' from frescura.schedules s join frescura.views v on v.id = s.view_id where v.slug = 'alone' and s.tier = 'hourly'`;
    await write("alone", { began: minutes });
    await sql()`update frescura.refresh_log set triggered_by = 'psql:targets', start_ticket = frescura.ticket()`;
    const [ticket] = await sql()`
      select frescura.due_ticket(frescura.view_id('alone'), date_trunc('minute', now())) as asked, max(start_ticket)::int as had from frescura.refresh_log`;
    return ticket!.asked < ticket!.had ? ["covered"] : ["runs"];
  }

  test.each([
    ["* * * * *", 3, "covered"],
    ["* * * * *", 8, "runs"],
    // Comes again only tomorrow: it means its minute.
    ["0 0 * * *", 3, "runs"],
  ])("%s, %i minutes after: %s", async (cron, minutes, outcome) => {
    await slotAt(cron);
    expect(await ranBefore(minutes)).toEqual([outcome]);
  });
});

describe("with too much to do", () => {
  test("the earliest deadline comes first, then the most money, and it is said what gives way", async () => {
    await write("alone", { began: 58.5, ms: 100_000 });
    await write("base", { began: 59, ms: 50_000 });
    const work = async () =>
      (await sql()`select slug, gives_way from frescura.start_work()`).map(({ slug, gives_way }) => [
        slug,
        gives_way,
      ]);
    expect(await work()).toEqual([
      ["base", false],
      ["alone", true],
    ]);
    // Both are late: nothing keeps either, and money decides.
    await sql()`update frescura.refresh_log set refresh_started_at = refresh_started_at - interval '1 hour', refresh_completed_at = refresh_completed_at - interval '1 hour'`;
    await sql()`select frescura.track('alone', 'sale', array['r.id'], 'r.amount')`;
    await sql()`update frescura.tracking t set baseline_snapshot = pg_current_snapshot()`;
    await sql()`select frescura.refresh('alone', 'manual', 'invented')`;
    await sql()`update frescura.refresh_log l set refresh_started_at = now() - interval '2 hours', refresh_completed_at = now() - interval '2 hours' from frescura.views v where v.id = l.view_id and v.slug = 'alone'`;
    await sql()`update sale set amount = 5000`;
    expect((await work()).map(([slug]) => slug)).toEqual(["alone", "base"]);
    await sql()`select frescura.untrack('alone')`;
  });

  test("what runs already is not begun again", async () => {
    await write("base", { began: 60 });
    const gate = await Gate.make(sessions);
    const runner = await sessions.start();
    await gate.shut();
    const refresh = runner.sql`call frescura.refresh_tracked('base', 'manual', 'invented')`.then(
      () => "done",
    );
    await waitForLock(sql(), runner.pid);
    expect(await due()).toEqual([]);
    await gate.lift();
    expect(await refresh).toBe("done");
  });
});

test("how often drivers look is learnt from when they came", async () => {
  const beat = async (name: string, kind: string, seconds: number) => {
    await sql()`select frescura.heartbeat(${name}, ${kind})`;
    await sql()`update frescura.drivers set seen_at = seen_at - make_interval(secs => ${seconds}) where name = ${name}`;
  };
  const look = async () =>
    (await sql()`select round(extract(epoch from frescura.look_interval()))::int as s`)[0]!.s;
  expect(await look()).toBe(15);
  await beat("cron", "cron", 300);
  await beat("cron", "cron", 10);
  expect(await look()).toBe(300);
  // Seen twice in one visit: it comes no more often for that.
  await beat("cron", "cron", 300);
  expect(await look()).toBe(270);
  // A worker beside it looks more often; asleep, it comes when it is asked to.
  await beat("worker", "worker", 15);
  await beat("worker", "worker", 0);
  expect(await look()).toBe(15);
  await sql()`delete from frescura.drivers where name = 'worker'`;
  await sql()`select frescura.heartbeat('sleeper', 'worker', '1 hour')`;
  expect(await look()).toBe(15);
});
