import { afterAll, beforeAll, expect, test } from "vitest";
import { writeAttempt } from "@/tests/support/attempts";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    delete from frescura.views;
    create materialized view report as select 1 as id;
    create unique index on report (id);
    select frescura.register('report', p_time_zone => 'UTC');
    insert into frescura.drivers (name, kind, look_seconds) values ('worker', 'worker', 15)`);
});
afterAll(() => database.drop());

async function asked(sla: number, targets: object[] = [], look: string | null = null) {
  return [
    ...(await sql()`
      select seconds, possible, needs_seconds as needs, kept_percent::float8 as kept, run_seconds::float8 as run, seconds_a_day::float8 as busy,
             worst_hour, worst_hour_seconds::float8 as worst
        from frescura.feasibility('report', ${sla}, ${sql().json(targets as never)}, ${look}::interval)`),
  ];
}

test("nothing is promised of a view that was never refreshed", async () => {
  expect(await asked(3600)).toEqual([
    {
      seconds: 3600,
      possible: null,
      needs: null,
      kept: null,
      run: null,
      busy: null,
      worst_hour: null,
      worst: null,
    },
  ]);
});

test("says what is kept, what it costs, what is impossible and which hour is worst", async () => {
  // A day of refreshes of 9 s, one each hour; one at another hour takes a minute.
  for (let hour = 24; hour > 0; hour--)
    await writeAttempt(sql(), "report", { began: hour * 60, ms: hour === 12 ? 9_500 : 9_000 });
  const [hour] = await asked(3600);
  expect(hour).toMatchObject({ possible: true, kept: 100, run: 9, needs: 42 });
  // 24 slots each day, more on weekdays from 9 to 18, 9 s each.
  expect(hour!.busy).toBeGreaterThan(24 * 9);
  expect(hour!.busy).toBeLessThan(24 * 4 * 9);
  const [slow] =
    await sql()`select extract(hour from refresh_started_at at time zone 'UTC')::int as hour from frescura.refresh_log where refresh_duration_ms = 9500`;
  expect(hour).toMatchObject({ worst_hour: slow!.hour, worst: 9.5 });

  const [seconds] = await asked(5);
  expect(seconds).toMatchObject({ possible: false, run: 9, needs: 42 });
  expect(seconds!.kept).toBeLessThan(60);
});

test("goes by the targets and the driver that are asked about", async () => {
  const windows = [
    { seconds: 900, weekdays: [1, 2, 3, 4, 5], opens: "09:00", closes: "18:00" },
    { seconds: 30, opens: "08:55" },
  ];
  const worker = await asked(3600, windows);
  expect(worker.map(({ seconds, possible, kept }) => [seconds, possible, kept])).toEqual([
    [3600, true, 100],
    [900, true, 100],
    [30, true, 100],
  ]);
  const rare = await asked(3600, windows, "15 minutes");
  expect(rare.map(({ seconds, possible }) => [seconds, possible])).toEqual([
    [3600, true],
    [900, false],
    [30, false],
  ]);
  expect(rare[2]!.kept).toBe(0);
  // A stricter target costs more.
  const [strict] = await asked(120);
  expect(strict!.busy).toBeGreaterThan(worker[0]!.busy * 2);
});

test("its own targets count where none are asked about", async () => {
  await sql()`select frescura.set_targets('report', '[{"seconds": 60, "opens": "08:55"}]')`;
  expect(
    await sql()`select nth, seconds, opens::text, closes::text from frescura.feasibility('report')`,
  ).toEqual([
    { nth: 0, seconds: 3600, opens: null, closes: null },
    { nth: 1, seconds: 60, opens: "08:55:00", closes: "08:55:00" },
  ]);
  await expect(sql()`select frescura.feasibility('nowhere')`).rejects.toMatchObject({ code: "42704" });
});
