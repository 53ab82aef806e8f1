import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dayInBrief } from "@/db/queries/brief";
import { age } from "@/db/queries/series/age";
import { breaches } from "@/db/queries/series/breaches";
import { durations } from "@/db/queries/series/durations";
import type { MetricRange } from "@/db/queries/series/range";
import { slots } from "@/db/queries/series/slots";
import { timeToVisible } from "@/db/queries/series/time-to-visible";
import { usual } from "@/db/queries/series/usual";
import { slotHours } from "@/lib/charts/slots";
import { HOUR_MS } from "@/lib/duration";
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

/** The last hours of the report. */
const last = (hours: number, more: Partial<MetricRange> = {}): MetricRange => ({
  slug: "report",
  from: new Date(Date.now() - hours * HOUR_MS),
  to: new Date(),
  slotHours: 1,
  timeZone: "UTC",
  ...more,
});
const minutesAgo = (at: string) => Math.round((Date.now() - Date.parse(at)) / 60_000);

describe("the age of a view", () => {
  const ageOver = async (hours: number) =>
    (await age(sql(), last(hours))).map((tooth) => ({
      began: minutesAgo(tooth.at),
      age: Math.round(tooth.age_seconds / 60),
      ended: minutesAgo(tooth.until),
      peak: Math.round(tooth.peak_seconds / 60),
      tier: tooth.trigger_type,
      refreshes: tooth.refreshes,
    }));

  test("is a saw of teeth, each from the end of a refresh to the end of the next", async () => {
    await write({ began: 90, ended: 80, trigger: "manual" });
    await write({ began: 30, ended: 20, trigger: "event" });
    expect(await ageOver(24)).toEqual([
      { began: 80, age: 10, ended: 20, peak: 70, tier: "manual", refreshes: 1 },
      { began: 20, age: 10, ended: 0, peak: 30, tier: "event", refreshes: 1 },
    ]);
  });

  test("is not known before the first refresh, and known at the edge from the one before", async () => {
    await write({ began: 30 });
    expect((await ageOver(24))[0]).toMatchObject({ began: 30 });
    await write({ began: 180 });
    expect((await ageOver(2))[0]).toMatchObject({ began: 120, age: 60, tier: null });
  });

  test("keeps the highest teeth of what is thinner than a pixel", async () => {
    await fill(3, 14_000);
    await sql()`delete from frescura.refresh_log where refresh_started_at between now() - interval '10 days' and now() - interval '9 days 20 hours'`;
    const teeth = await ageOver(720);
    expect(teeth.length).toBeLessThanOrEqual(240);
    expect(teeth.length).toBeGreaterThan(230);
    expect(Math.max(...teeth.map(({ peak }) => peak))).toBeGreaterThanOrEqual(240);
    // Every hour of the range is stood for by somebody.
    expect(teeth.reduce((sum, { refreshes }) => sum + refreshes, 0)).toBeGreaterThan(13_000);
  });
});

describe("breaches", () => {
  const breachesOver = async (hours: number) =>
    (await breaches(sql(), last(hours))).map((span) => ({
      began: minutesAgo(span.began_at),
      ended: minutesAgo(span.ended_at),
      breaches: span.breaches,
    }));

  test("are the times over the target, to this moment where it lasts", async () => {
    await write({ began: 300 });
    await write({ began: 120 });
    expect(await breachesOver(24)).toEqual([
      { began: 240, ended: 120, breaches: 1 },
      { began: 60, ended: 0, breaches: 1 },
    ]);
  });

  test("shorter than a minute are none, and such as lie closer than a pixel are one mark", async () => {
    await write({ began: 60.5 });
    await write({ began: 0 });
    expect(await breachesOver(24)).toEqual([]);
    await sql()`truncate frescura.refresh_log cascade`;
    await fill(62, 600);
    expect((await breachesOver(720)).length).toBeLessThanOrEqual(240);
  });
});

describe("durations", () => {
  const durationsOver = async (hours: number) =>
    (await durations(sql(), last(hours))).map(({ duration_ms: ms, status, attempts }) => ({
      ms,
      status,
      attempts,
    }));

  test("are each refresh where they are few", async () => {
    await write({ began: 50, ms: 100 });
    await write({ began: 40, ms: 300, status: "failed", code: "22012" });
    await write({ began: 30, status: "skipped", reason: "nothing_pending" });
    await write({ began: 20, ms: 200 }, "other");
    expect(await durationsOver(24)).toEqual([
      { ms: 100, status: "completed", attempts: 1 },
      { ms: 300, status: "failed", attempts: 1 },
    ]);
  });

  test("are the slowest where they are many, and no failure is hidden", async () => {
    await fill(3, 14_000);
    const points = await durationsOver(720);
    expect(points.length).toBeLessThanOrEqual(480);
    expect(points.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(14_000);
    const failed = points.filter(({ status }) => status === "failed");
    expect(failed.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(140);
  });

  test("are usual between the tenth and the ninetieth of a hundred", async () => {
    const usualOfDay = () => usual(sql(), last(24));
    for (const [n, ms] of [100, 110, 120, 130].entries()) await write({ began: n + 1, ms });
    expect(await usualOfDay()).toBeNull();
    for (const [n, ms] of [140, 150, 160, 170, 180, 9_000].entries()) await write({ began: n + 10, ms });
    expect(await usualOfDay()).toEqual({ low: 100, high: 180 });
  });
});

describe("refreshes per slot", () => {
  test("have no counts where nothing ran, which is not zero", async () => {
    await write({ began: 0.5, ms: 200 });
    await write({ began: 0.4, ms: 400, status: "failed", code: "22012" });
    const found = await slots(sql(), last(3));
    const filled = found.filter(({ total_refreshes: total }) => total !== null);
    expect(filled.reduce((sum, { total_refreshes: total }) => sum + total!, 0)).toBe(2);
    expect(found[0]).toMatchObject({
      total_refreshes: null,
      successful: null,
      failed: null,
      avg_duration_ms: null,
    });
    expect(found.length).toBeGreaterThanOrEqual(3);
  });

  test("are days of the viewer's calendar, also where the clocks change", async () => {
    const [from, to] = [new Date("2026-03-27T12:00Z"), new Date("2026-03-30T12:00Z")];
    const range = last(0, { from, to, slotHours: 24, timeZone: "Europe/Madrid" });
    const start = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Madrid", timeStyle: "short" });
    const days = (await slots(sql(), range)).map((day) => ({
      hours: (Date.parse(day.to_at) - Date.parse(day.from_at)) / HOUR_MS,
      start: start.format(Date.parse(day.from_at)),
    }));
    expect(days).toEqual([24, 24, 23, 24].map((hours) => ({ hours, start: "00:00" })));
  });

  test("know of pruned attempts by their hours", async () => {
    await sql()`insert into frescura.refresh_hourly (view_id, hour, successful, failed, skipped, duration_ms_sum, duration_ms_max)
      select id, date_trunc('hour', now()) - interval '5 hours', 4, 1, 0, 400, 150 from frescura.views where slug = 'report'`;
    const found = await slots(sql(), last(24, { slotHours: 6 }));
    const [kept, ...others] = found.filter(({ total_refreshes: total }) => total !== null);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ total_refreshes: 5, avg_duration_ms: 100 });
  });

  test.each([
    [24, 1],
    [168, 6],
    [720, 24],
  ])("of %i hours have %i hours each", (range, hours) => expect(slotHours(range)).toBe(hours));
});

describe("the time until a high-impact event is visible", () => {
  /** An event of so many minutes ago, taken in by a refresh of the log, or waiting. */
  const event = (minutes: number, refreshId: number | null = null, operation = "insert") => sql()`
    insert into frescura.refresh_triggers (view_id, operation, created_at, processed_at, refresh_id)
    select v.id, ${operation}, now() - make_interval(mins => ${minutes}),
           case when ${refreshId}::bigint is not null then now() end, ${refreshId}
      from frescura.views v where v.slug = 'report'`;
  /** As one slot, whatever the hour. */
  const ofDays = async () => await timeToVisible(sql(), last(48, { slotHours: 24 * 365 * 100 }));

  test("counts from the write to the end of the refresh that brought it, and knows what waits", async () => {
    const refresh = await write({ began: 60, ended: 50 });
    for (const minutes of [52, 54, 60]) await event(minutes, refresh);
    await event(5);
    // A person asked for it: nothing was written.
    await event(90, refresh, "request");
    const [point, ...more] = await ofDays();
    expect(more).toEqual([]);
    expect(point).toMatchObject({ visible: 3, waiting: 1 });
    expect(point!.median_seconds).toBeCloseTo(240, 0);
    expect(point!.p95_seconds).toBeCloseTo(240 + 0.9 * 360, 0);
  });

  test("is not known while all of them wait, and has no slot without events", async () => {
    expect(await ofDays()).toEqual([]);
    await event(5);
    expect(await ofDays()).toMatchObject([
      { visible: 0, waiting: 1, median_seconds: null, p95_seconds: null },
    ]);
  });
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
