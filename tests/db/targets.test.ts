import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql().unsafe(`
    delete from frescura.views;
    create materialized view report as select 1 as id;
    create unique index on report (id);
    select frescura.register('report')`);
});
beforeEach(async () => {
  await zone("America/Mexico_City");
  await sql()`truncate frescura.refresh_log, frescura.targets cascade`;
});
afterAll(() => database.drop());

const zone = (name: string) => sql()`update frescura.views set time_zone = ${name}`;
const set = (...targets: object[]) =>
  sql()`select frescura.set_targets('report', ${sql().json(targets as never)})`;

/** "60 min; 15 min Mon–Fri 9–18; fresh by 8:55 on workdays, by 8:00 on the 1st" */
const WORKDAYS = [1, 2, 3, 4, 5];
const OFFICE = { seconds: 900, weekdays: WORKDAYS, opens: "09:00", closes: "18:00" };
const MORNING = { seconds: 1800, weekdays: WORKDAYS, opens: "08:55" };
const FIRST = { seconds: 600, monthdays: [1], opens: "08:00" };

/** The target in force at a moment, on the view's clock. */
async function at(wall: string) {
  const [row] = await sql()`
    select t.seconds, to_char(t.until at time zone v.time_zone, 'YYYY-MM-DD HH24:MI') as until,
           to_char(t.deadline_at at time zone v.time_zone, 'YYYY-MM-DD HH24:MI') as deadline, t.deadline_seconds as within
      from frescura.views v cross join lateral frescura.target('report', ${wall}::timestamp at time zone v.time_zone) t`;
  return row;
}

/** When data as of a moment is late until another, on the view's clock. */
const late = async (asOf: string, until: string) =>
  (
    await sql()`
      select to_char(lower(r) at time zone v.time_zone, 'DD HH24:MI') as f, to_char(upper(r) at time zone v.time_zone, 'DD HH24:MI') as t
        from frescura.views v cross join lateral unnest(frescura.lateness(v.id, ${asOf}::timestamp at time zone v.time_zone,
               ${asOf}::timestamp at time zone v.time_zone, ${until}::timestamp at time zone v.time_zone)) r`
  ).map(({ f, t }) => `${f} - ${t}`);

describe("the target in force", () => {
  test("is the strictest of the windows that are open, with the next deadline", async () => {
    await set(OFFICE, MORNING, FIRST);
    // A Monday.
    expect(await at("2026-08-31 07:00")).toEqual({
      seconds: 3600,
      until: "2026-08-31 09:00",
      deadline: "2026-08-31 08:55",
      within: 1800,
    });
    expect(await at("2026-08-31 09:00")).toEqual({
      seconds: 900,
      until: "2026-08-31 18:00",
      deadline: "2026-09-01 08:00",
      within: 600,
    });
    expect(await at("2026-08-31 18:00")).toMatchObject({ seconds: 3600, until: "2026-09-01 09:00" });
    // Over the weekend there is none.
    expect(await at("2026-09-04 20:00")).toMatchObject({
      seconds: 3600,
      until: "2026-09-07 09:00",
      deadline: "2026-09-07 08:55",
    });
  });

  test("is the SLA where there is no other, and through midnight that of the day before", async () => {
    expect(await at("2026-08-31 07:00")).toEqual({
      seconds: 3600,
      until: null,
      deadline: null,
      within: null,
    });
    await set(
      { seconds: 300, weekdays: [5], opens: "22:00", closes: "02:00" },
      { seconds: 600, monthdays: [31], opens: "00:00", closes: "24:00" },
    );
    expect(await at("2026-09-05 01:59")).toMatchObject({ seconds: 300, until: "2026-09-05 02:00" });
    expect(await at("2026-09-05 22:30")).toMatchObject({ seconds: 3600 });
    expect(await at("2026-08-31 23:59")).toMatchObject({ seconds: 600, until: "2026-09-01 00:00" });
  });

  test.each([
    [{ seconds: 0, opens: "09:00" }],
    [{ seconds: 60, opens: "09:00:30" }],
    [{ seconds: 60, opens: "09:00", weekdays: [0] }],
    [{ seconds: 60, opens: "09:00", weekdays: [] }],
    [{ seconds: 60, opens: "09:00", monthdays: [32] }],
    [{ opens: "09:00" }],
    [{ seconds: 60 }],
  ])("%o is refused, and those that it has stay", async (target) => {
    await set(OFFICE);
    await expect(set(FIRST, target)).rejects.toMatchObject({ code: "22023" });
    expect(await sql()`select seconds from frescura.targets`).toEqual([{ seconds: 900 }]);
  });
});

describe("late", () => {
  test("is what is older than the strictest target then in force", async () => {
    await set(OFFICE);
    // From before the window: late as it opens, and not before; after it the SLA.
    expect(await late("2026-08-31 08:30", "2026-08-31 20:00")).toEqual(["31 09:00 - 31 20:00"]);
    expect(await late("2026-08-31 08:50", "2026-08-31 09:20")).toEqual(["31 09:05 - 31 09:20"]);
    // What the window asks for is over with it.
    expect(await late("2026-08-31 17:30", "2026-08-31 18:40")).toEqual([
      "31 17:45 - 31 18:00",
      "31 18:30 - 31 18:40",
    ]);
    expect(await late("2026-08-31 17:50", "2026-08-31 18:40")).toEqual([]);
  });

  test("a deadline is missed until newer data is there", async () => {
    await set(MORNING);
    expect(await late("2026-08-31 08:24", "2026-08-31 09:10")).toEqual(["31 08:55 - 31 09:10"]);
    // As old as it may be, to the moment.
    expect(await late("2026-08-31 08:25", "2026-08-31 09:10")).toEqual([]);
    // No deadline on a Saturday.
    expect(await late("2026-09-05 08:24", "2026-09-05 09:10")).toEqual([]);
  });

  test("keeps to the clock on the wall when that is changed", async () => {
    await zone("Europe/Madrid");
    await set({ seconds: 60, opens: "02:30" }, { seconds: 900, opens: "02:00", closes: "03:00" });
    // 29 March 2026: there is no 2:30, nor anything from 2 to 3; the jump stands for it.
    expect(await late("2026-03-29 01:50", "2026-03-29 03:20")).toEqual(["29 03:00 - 29 03:20"]);
    // 25 October 2026: from 2 to 3 twice, the window is open for both; the first 2:30 is the deadline.
    const [fall] = await sql()`
      select array(select to_char(upper(r) - lower(r), 'HH24:MI')
                     from unnest(frescura.lateness(v.id, '2026-10-25 00:00+00', '2026-10-25 00:00+00', '2026-10-25 02:00+00')) r) as spans,
             (select count(*)::int from frescura.target_windows(v.id, '2026-10-24 22:00+00', '2026-10-25 04:00+00') where closes_at = opens_at) as deadlines
        from frescura.views v`;
    expect(fall).toEqual({ spans: ["01:45"], deadlines: 1 });
  });
});

test("verdict, service levels, breaches and alert go by the target in force", async () => {
  await sql()`select frescura.refresh('report')`;
  await sql()`update frescura.refresh_log set refresh_started_at = now() - interval '20 minutes', refresh_completed_at = now() - interval '20 minutes', created_at = now() - interval '20 minutes'`;
  await sql()`update frescura.views set created_at = now() - interval '1 day'`;
  await sql()`insert into frescura.settings (key, value) values ('completeness_required', '"false"')`;
  const now = async () =>
    (
      await sql()`select verdict, reasons, freshness, late_at > now() as ahead from frescura.verdict('report')`
    )[0]!;
  // Twenty minutes after the refresh, whatever the clock says by now.
  const missed = async () =>
    (
      await sql()`
        select s.missed::int as n from frescura.refresh_log l
         cross join lateral (select l.refresh_started_at + interval '20 minutes' as at) t
         cross join lateral frescura.service_levels(l.view_id, t.at - interval '1 hour', t.at) s`
    )[0]!.n;
  expect(await now()).toMatchObject({ verdict: "reliable", freshness: "fresh", ahead: true });
  await set({ seconds: 900, opens: "00:00", closes: "24:00" });
  expect(await now()).toMatchObject({
    verdict: "late",
    reasons: [{ code: "late", sla_seconds: 900 }],
    freshness: "stale",
    ahead: false,
  });
  expect(await missed()).toBe(300);
  expect(await sql()`select seconds >= 300 as late, lasts from frescura.breaches('report')`).toEqual([
    { late: true, lasts: true },
  ]);
  expect(
    await sql()`select detail ->> 'sla_seconds' as sla from frescura.alert_when_target_missed()`,
  ).toEqual([{ sla: "900" }]);

  // A deadline five minutes ago that asked for ten: missed, though the age is within the SLA.
  const [ago] =
    await sql()`select to_char((now() - interval '5 minutes') at time zone time_zone, 'HH24:MI') as wall from frescura.views`;
  await set({ seconds: 600, opens: ago!.wall });
  expect(await now()).toMatchObject({
    verdict: "late",
    freshness: "fresh",
    reasons: [{ code: "late", deadline_at: expect.any(String) }],
  });
  await sql()`select frescura.refresh('report')`;
  expect(await now()).toMatchObject({ verdict: "reliable" });
  await sql()`delete from frescura.settings where key = 'completeness_required'`;
});
