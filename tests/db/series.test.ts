import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayInBrief } from "@/db/queries/series";
import { slotHours } from "@/lib/charts/slots";
import { type InventedAttempt, writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    create materialized view report as select 1 as id; create unique index on report (id); select frescura.register('report');
    create materialized view other as select 1 as id; select frescura.register('other')`);
});
beforeEach(() =>
  sql().unsafe(
    "truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs, frescura.refresh_hourly",
  ),
);
afterAll(() => database.drop());

const write = (attempt: InventedAttempt, view = "report") => writeAttempt(sql(), view, attempt);
/** A refresh every so many minutes from so long ago on, without a call each. */
const fill = (minutes: number, count: number) => sql()`
  insert into frescura.refresh_log (view_id, view_oid, view_name, status, trigger_type, triggered_by,
                              refresh_started_at, refresh_completed_at, created_at, refresh_duration_ms)
  select v.id, v.view_oid, v.view_name, case when g % 100 = 7 then 'failed' else 'completed' end, 'cron', 'invented', t, t + interval '1 second', t, 100 + g % 50
    from frescura.views v, generate_series(1, ${count}) g, lateral (select now() - make_interval(secs => g * ${minutes * 60})) x (t)
   where v.slug = 'report'`;

describe("the age of a view", () => {
  const age = async (hours: number) => [
    ...(await sql()`
      select round(extract(epoch from now() - at) / 60)::int as began, round(age_seconds / 60.0)::int as age,
             round(extract(epoch from now() - until) / 60)::int as ended, round(peak_seconds / 60.0)::int as peak,
             trigger_type as tier, refreshes
        from frescura.age_series('report', now() - make_interval(hours => ${hours}), now())`),
  ];

  test("is a saw of teeth, each from the end of a refresh to the end of the next", async () => {
    await write({ began: 90, ended: 80, trigger: "manual" });
    await write({ began: 30, ended: 20, trigger: "event" });
    expect(await age(24)).toEqual([
      { began: 80, age: 10, ended: 20, peak: 70, tier: "manual", refreshes: 1 },
      { began: 20, age: 10, ended: 0, peak: 30, tier: "event", refreshes: 1 },
    ]);
  });

  test("is not known before the first refresh, and known at the edge from the one before", async () => {
    await write({ began: 30 });
    expect((await age(24))[0]).toMatchObject({ began: 30 });
    await write({ began: 180 });
    expect((await age(2))[0]).toMatchObject({ began: 120, age: 60, tier: null });
  });

  test("keeps the highest teeth of what is thinner than a pixel", async () => {
    await fill(3, 14_000);
    await sql()`delete from frescura.refresh_log where refresh_started_at between now() - interval '10 days' and now() - interval '9 days 20 hours'`;
    const teeth = await age(720);
    expect(teeth.length).toBeLessThanOrEqual(240);
    expect(teeth.length).toBeGreaterThan(230);
    expect(Math.max(...teeth.map(({ peak }) => peak))).toBeGreaterThanOrEqual(240);
    // Every hour of the range is stood for by somebody.
    expect(teeth.reduce((sum, { refreshes }) => sum + refreshes, 0)).toBeGreaterThan(13_000);
  });
});

describe("breaches", () => {
  const breaches = async (hours: number) => [
    ...(await sql()`
      select round(extract(epoch from now() - began_at) / 60)::int as began, round(extract(epoch from now() - ended_at) / 60)::int as ended, breaches
        from frescura.breach_series('report', now() - make_interval(hours => ${hours}), now())`),
  ];

  test("are the times over the target, to this moment where it lasts", async () => {
    await write({ began: 300 });
    await write({ began: 120 });
    expect(await breaches(24)).toEqual([
      { began: 240, ended: 120, breaches: 1 },
      { began: 60, ended: 0, breaches: 1 },
    ]);
  });

  test("shorter than a minute are none, and such as lie closer than a pixel are one mark", async () => {
    await write({ began: 60.5 });
    await write({ began: 0 });
    expect(await breaches(24)).toEqual([]);
    await sql()`truncate frescura.refresh_log cascade`;
    await fill(62, 600);
    expect((await breaches(720)).length).toBeLessThanOrEqual(240);
  });
});

describe("durations", () => {
  const durations = (hours: number) =>
    sql()`select duration_ms as ms, status, attempts from frescura.duration_series('report', now() - make_interval(hours => ${hours}), now())`;

  test("are each refresh where they are few", async () => {
    await write({ began: 50, ms: 100 });
    await write({ began: 40, ms: 300, status: "failed", code: "22012" });
    await write({ began: 30, status: "skipped", reason: "nothing_pending" });
    await write({ began: 20, ms: 200 }, "other");
    expect([...(await durations(24))]).toEqual([
      { ms: 100, status: "completed", attempts: 1 },
      { ms: 300, status: "failed", attempts: 1 },
    ]);
  });

  test("are the slowest where they are many, and no failure is hidden", async () => {
    await fill(3, 14_000);
    const points = await durations(720);
    expect(points.length).toBeLessThanOrEqual(480);
    expect(points.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(14_000);
    const failed = points.filter(({ status }) => status === "failed");
    expect(failed.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(140);
  });

  test("are usual between the tenth and the ninetieth of a hundred", async () => {
    const usual = async () => {
      const [row] =
        await sql()`select * from frescura.usual_duration('report', now() - interval '1 day', now())`;
      return row;
    };
    for (const [n, ms] of [100, 110, 120, 130].entries()) await write({ began: n + 1, ms });
    expect(await usual()).toEqual({ low_ms: null, high_ms: null });
    for (const [n, ms] of [140, 150, 160, 170, 180, 9_000].entries()) await write({ began: n + 10, ms });
    expect(await usual()).toEqual({ low_ms: 100, high_ms: 180 });
  });
});

describe("refreshes per slot", () => {
  test("have no counts where nothing ran, which is not zero", async () => {
    await write({ began: 0.5, ms: 200 });
    await write({ began: 0.4, ms: 400, status: "failed", code: "22012" });
    const slots = await sql()`
      select total_refreshes as total, successful, failed, avg_duration_ms as average
        from frescura.refresh_series('report', now() - interval '3 hours', now(), 1, 'UTC')`;
    const filled = slots.filter(({ total }) => total !== null);
    expect(filled.reduce((sum, { total }) => sum + total, 0)).toBe(2);
    expect(slots[0]).toEqual({ total: null, successful: null, failed: null, average: null });
    expect(slots.length).toBeGreaterThanOrEqual(3);
  });

  test("are days of the viewer's calendar, also where the clocks change", async () => {
    const days = await sql()`
      select extract(epoch from to_at - from_at)::int / 3600 as hours, to_char(from_at at time zone 'Europe/Madrid', 'HH24:MI') as start
        from frescura.refresh_series(null, '2026-03-27T12:00Z', '2026-03-30T12:00Z', 24, 'Europe/Madrid')`;
    expect([...days]).toEqual([24, 24, 23, 24].map((hours) => ({ hours, start: "00:00" })));
  });

  test("know of pruned attempts by their hours", async () => {
    await sql()`insert into frescura.refresh_hourly (view_id, hour, successful, failed, skipped, duration_ms_sum, duration_ms_max)
      select id, date_trunc('hour', now()) - interval '5 hours', 4, 1, 0, 400, 150 from frescura.views where slug = 'report'`;
    const [row] = await sql()`
      select sum(total_refreshes)::int as total, max(avg_duration_ms) as average
        from frescura.refresh_series('report', now() - interval '24 hours', now(), 6, 'UTC')`;
    expect(row).toEqual({ total: 5, average: 100 });
  });

  test.each([
    [24, 1],
    [168, 6],
    [720, 24],
  ])("of %i hours have %i hours each", (range, hours) => expect(slotHours(range)).toBe(hours));
});

test("the day in brief has every view, each hour's oldest age, and what was attained", async () => {
  await write({ began: 26 * 60 });
  await write({ began: 10 });
  await write({ began: 5, status: "failed", code: "22012" });
  const rows = await dayInBrief(sql());
  const report = rows.find(({ slug }) => slug === "report")!;
  expect(report.ages).toHaveLength(24);
  expect(Math.max(...report.ages.map(Number))).toBeGreaterThan(25 * 3600);
  expect(report.failed.reduce((sum, n) => sum + n, 0)).toBe(1);
  expect(report.attained_percent).toBeLessThan(2);
  expect(report.missed_seconds).toBeLessThan(report.observed_seconds!);
  const other = rows.find(({ slug }) => slug === "other")!;
  expect(other).toMatchObject({ attained_percent: null, observed_seconds: null });
  expect(other.ages.every((age) => age === null)).toBe(true);
});
