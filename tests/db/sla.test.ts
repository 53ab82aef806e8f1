import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type InventedAttempt, writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    create materialized view report as select 1 as id;
    create unique index on report (id);
    select frescura.register('report'); delete from frescura.schedules where view_id = frescura.view_id('report')`);
});
beforeEach(async () => {
  await sql().unsafe(
    "truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs; truncate frescura.sla_hourly, frescura.refresh_hourly",
  );
});
afterAll(() => database.drop());

const write = (attempt: InventedAttempt) => writeAttempt(sql(), "report", attempt);
const sla = async (hours = 24) =>
  Object.fromEntries(
    (
      await sql()`
  select class, observed::float, attained_percent::float, attained, budget_left_percent::float, burn_rate::float, p50_ms, p95_ms, p99_ms
    from frescura.sla('report', ${hours})`
    ).map((row) => [row.class, row]),
  );
const breaches = async (hours = 24) => [
  ...(await sql()`
  select cause, seconds::float, extract(epoch from now() - began_at)::float / 60 as began, extract(epoch from now() - ended_at)::float / 60 as ended
    from frescura.breaches('report', ${hours})`),
];

test("a breach of less than a minute counts, and is said to be short", async () => {
  await write({ began: 120 });
  await write({ began: 59.6, ended: 59.5 });
  const short = await sql()`select seconds::float8, short, lasts from frescura.breaches('report')`;
  expect(short).toEqual([{ seconds: 30, short: true, lasts: false }]);
  expect(Number((await sla()).normal!.attained_percent)).toBeLessThan(100);
  await write({ began: 58 });
  await sql()`insert into frescura.settings (key, value) values ('breach_min', '"10 seconds"')`;
  expect(await sql()`select short from frescura.breaches('report')`).toEqual([{ short: false }]);
  await sql()`delete from frescura.settings where key = 'breach_min'`;
});

describe("what readers saw", () => {
  test("is as of the start of a refresh, from its end to the end of the next", async () => {
    await write({ began: 180, ended: 170 });
    await write({ began: 100, ended: 95 });
    await write({ began: 90, status: "failed", code: "22012" });
    const spans = await sql()`
      select round(extract(epoch from now() - began_at) / 60)::int as began, round(extract(epoch from now() - ended_at) / 60)::int as ended,
             round(extract(epoch from now() - data_as_of) / 60)::int as as_of
        from frescura.staleness(frescura.view_id('report'), now() - interval '2 hours', now())`;
    expect([...spans]).toEqual([
      { began: 120, ended: 95, as_of: 180 },
      { began: 95, ended: 0, as_of: 100 },
    ]);
  });

  test("is also as of a look that found nothing pending", async () => {
    await write({ began: 100 });
    await write({ began: 50, status: "skipped", reason: "nothing_pending" });
    expect((await sla()).normal).toMatchObject({ attained: true, attained_percent: 100 });
  });
});

describe("attainment", () => {
  test("is the share of time within the target", async () => {
    // Fresh for 60 minutes from each start: of 600 minutes seen, 60 + 60 + 60 are late.
    for (const began of [600, 480, 360, 240, 180, 120, 60]) await write({ began, ended: began });
    const { normal } = await sla();
    expect(normal!.observed).toBeCloseTo(600 * 60, -1);
    expect(normal!.attained_percent).toBeCloseTo(70, 1);
    expect(normal).toMatchObject({ attained: false });
    // 180 minutes missed where 0.6 are allowed.
    expect(normal!.burn_rate).toBeCloseTo(300, 0);
    expect(normal!.budget_left_percent).toBeCloseTo(-29900, -2);
  });

  test("counts only what was observed", async () => {
    expect((await sla()).normal).toMatchObject({ observed: null, attained: null, burn_rate: null });
    await write({ began: 30, ended: 30 });
    expect((await sla()).normal).toMatchObject({
      attained: true,
      attained_percent: 100,
      budget_left_percent: 100,
      burn_rate: 0,
    });
  });

  test("of events is from the write to the view, and one that waits too long is missed", async () => {
    // 98 seen after one minute, one after twenty, one waits since eleven minutes.
    const quick = await write({ began: 29, ended: 29 });
    const late = await write({ began: 10, ended: 10 });
    await sql()`insert into frescura.refresh_triggers (view_id, created_at, processed_at, refresh_id)
      select frescura.view_id('report'), now() - interval '30 minutes', now(), ${quick} from generate_series(1, 98)`;
    await sql()`insert into frescura.refresh_triggers (view_id, created_at, processed_at, refresh_id)
      select frescura.view_id('report'), now() - interval '30 minutes', now(), ${late}`;
    await sql()`insert into frescura.refresh_triggers (view_id, created_at) select frescura.view_id('report'), now() - interval '11 minutes'`;
    // Neither of these is an event that someone wrote.
    await sql()`insert into frescura.refresh_triggers (view_id, created_at, operation) select frescura.view_id('report'), now() - interval '11 minutes', 'request'`;
    const { high_impact } = await sla();
    expect(high_impact).toMatchObject({
      observed: 100,
      attained_percent: 98,
      attained: false,
    });
    expect(high_impact!.p50_ms).toBeCloseTo(60_000, -3);
    expect(high_impact!.p99_ms).toBeGreaterThan(61_000);
    const [delays] = await sql()`
      select * from frescura.service_levels(frescura.view_id('report'), now() - interval '24 hours', clock_timestamp())`;
    expect(delays).toMatchObject({ events: 100, within: 98, waiting_late: 1 });
  });

  test("on demand is within five seconds, and a failure is a miss", async () => {
    await write({ began: 50, trigger: "manual", ms: 4000 });
    await write({ began: 40, trigger: "manual", ms: 6000 });
    await write({ began: 30, trigger: "manual", status: "failed", code: "22012", ms: 10 });
    await write({ began: 20, trigger: "manual", ms: 1000 });
    expect((await sla()).on_demand).toMatchObject({
      observed: 4,
      attained_percent: 50,
      attained: false,
      p50_ms: 2500,
    });
  });
});

describe("reads", () => {
  const read = (served: string, reads: number, hoursAgo = 0) => sql()`
    insert into frescura.reads (view_id, hour, served_from, reads)
    select frescura.view_id('report'), date_trunc('hour', now()) - make_interval(hours => ${hoursAgo}), ${served}, ${reads}`;
  afterEach(() => sql()`truncate frescura.reads`);

  test("are a promise of their own: answered from wherever", async () => {
    expect((await sla()).reads).toMatchObject({ observed: 0, attained: null, attained_percent: null });
    await read("mv", 900);
    await read("base", 99);
    await read("failed", 1);
    expect((await sla()).reads).toMatchObject({ observed: 1000, attained_percent: 99.9, attained: true });
    await read("failed", 1, 2);
    expect((await sla()).reads).toMatchObject({ attained: false, attained_percent: 99.8 });
    // Two hours ago is not within the last one.
    expect((await sla(1)).reads).toMatchObject({ observed: 1000 });
  });
});

describe("a breach has a cause", () => {
  // Fresh until 180 minutes ago, mended 30 minutes ago: late for 150 minutes.
  const gap = async () => {
    await write({ began: 240, ended: 240 });
    await write({ began: 30, ended: 30 });
  };

  test("and an extent", async () => {
    await gap();
    const [only, ...more] = await breaches();
    expect(more).toEqual([]);
    expect(only!.began).toBeCloseTo(180, 0);
    expect(only!.ended).toBeCloseTo(30, 0);
    expect(only!.seconds).toBeCloseTo(150 * 60, -1);
  });

  test("that touches another is one with it", async () => {
    await write({ began: 240, ended: 240 });
    // Began an hour too early to make the view fresh.
    await write({ began: 200, ended: 100 });
    await write({ began: 20, ended: 20 });
    expect(await breaches()).toHaveLength(1);
  });

  test("nobody tried: driver_silence", async () => {
    await gap();
    expect(await breaches()).toMatchObject([{ cause: "driver_silence" }]);
  });

  test.each([
    ["upstream", { status: "skipped", reason: "upstream_failed" }],
    ["lock_wait", { status: "failed", code: "55P03" }],
    ["lock_wait", { status: "skipped", reason: "long_transaction" }],
    ["failure", { status: "failed", code: "22012" }],
    ["failure", { status: "skipped", reason: "suspended" }],
  ] as const)("%s, by an attempt that is %o", async (cause, attempt) => {
    await gap();
    await write({ began: 170, ...attempt });
    expect(await breaches()).toMatchObject([{ cause }]);
  });

  test("queue, where the cadence is as long as the target and the turn comes seconds late", async () => {
    await write({ began: 120, ended: 119.99 });
    await write({ began: 59.9, ended: 59.85, ms: 1000 });
    expect(await breaches()).toMatchObject([{ cause: "queue" }]);
  });

  test("run_time, by the refresh that was under way all along", async () => {
    await write({ began: 240, ended: 240 });
    await write({ began: 190, ended: 60 });
    await write({ began: 59, ended: 59 });
    expect(await breaches()).toMatchObject([{ cause: "run_time" }]);
  });

  test("queue, by a slot that was taken late", async () => {
    await gap();
    await sql()`insert into frescura.schedules (view_id, tier, cron) select frescura.view_id('report'), 'hourly', '0 * * * *' on conflict do nothing`;
    await sql()`insert into frescura.schedule_runs (schedule_id, due_at, claimed_at, driver)
      select id, now() - interval '180 minutes', now() - interval '31 minutes', 'late' from frescura.schedules where view_id = frescura.view_id('report')`;
    expect(await breaches()).toMatchObject([{ cause: "queue" }]);
  });

  test("one that goes on ends now", async () => {
    await write({ began: 90, ended: 90 });
    const [open] = await breaches();
    expect(open!.ended).toBeCloseTo(0, 1);
    expect(open!.seconds).toBeCloseTo(30 * 60, -1);
  });
});

describe("events that came too late", () => {
  const event = (minutesAgo: number, refreshId: number | null = null) => sql()`
    insert into frescura.refresh_triggers (view_id, created_at, processed_at, refresh_id)
    select frescura.view_id('report'), now() - make_interval(mins => ${minutesAgo}),
           case when ${refreshId}::bigint is not null then now() end, ${refreshId}`;
  const late = async () => [
    ...(await sql()`
      select events, cause, lasts, round(extract(epoch from now() - began_at) / 60)::int as began,
             round(extract(epoch from now() - ended_at) / 60)::int as ended
        from frescura.breaches('report', 24) where class = 'high_impact'`),
  ];

  test("by one refresh are one breach, with a cause", async () => {
    await write({ began: 35, status: "failed", code: "22012", trigger: "event" });
    const id = await write({ began: 20, ended: 20, trigger: "event" });
    await event(50, id);
    await event(40, id);
    await event(21, id);
    expect(await late()).toEqual([{ events: 2, cause: "failure", lasts: false, began: 40, ended: 20 }]);
  });

  test("and that still wait are one that lasts", async () => {
    await write({ began: 30, ended: 30 });
    await event(25);
    await event(5);
    expect(await late()).toEqual([{ events: 1, cause: "driver_silence", lasts: true, began: 15, ended: 0 }]);
  });
});
