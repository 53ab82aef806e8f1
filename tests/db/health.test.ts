import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
  await sql()`refresh materialized view universal_transactions_mv`;
});
beforeEach(async () => {
  await sql()`truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs restart identity`;
});
afterAll(() => database.drop());

/** Logs an attempt that began so many seconds ago and took a minute. */
async function attempt(secondsAgo: number, status: "completed" | "failed" = "completed"): Promise<void> {
  await sql()`
    insert into frescura.refresh_log (view_id, view_oid, view_name, status, trigger_type, triggered_by, rows_affected, error_code,
                                refresh_started_at, refresh_completed_at, refresh_duration_ms, created_at)
    select v.id, v.view_oid, v.view_name, ${status}, 'cron', 'test', 7, ${status === "failed" ? "22012" : null},
           t, t + interval '1 minute', 60000, t
      from frescura.views v, (values (clock_timestamp() - make_interval(secs => ${secondsAgo}))) m (t)`;
}

async function health() {
  const [row] = await sql()`select * from frescura.health('universal-transactions')`;
  return row!;
}

describe("the state of an age", () => {
  test.each([
    [null, "unknown"],
    [0, "fresh"],
    [3599, "fresh"],
    [3600, "fresh"],
    [3601, "stale"],
    [7200, "stale"],
    [7201, "very_stale"],
    [2_147_483_647, "very_stale"],
  ])("%s seconds, with an SLA of 60 minutes: %s", async (age, state) => {
    const [row] = await sql()`select frescura.freshness(${age}::integer, 3600, 7200) as state`;
    expect(row).toEqual({ state });
  });
});

describe("the health check", () => {
  // Half a minute from each boundary, since time passes between the row and the question.
  test.each([
    [30, "fresh", 0, false, "View is fresh. No action needed."],
    [3570, "fresh", 59, false, "View is fresh. No action needed."],
    [3630, "stale", 60, true, "View is stale. Refresh it before relying on it."],
    [7170, "stale", 119, true, "View is stale. Refresh it before relying on it."],
    [7230, "very_stale", 120, true, "View is very stale. Refresh it now and check that its schedule runs."],
  ])(
    "%i seconds after the start of the last refresh: %s",
    async (ago, freshness, age_minutes, needs_refresh, recommendation) => {
      await attempt(ago);
      const row = await health();
      expect(row).toMatchObject({ freshness, age_minutes, needs_refresh, recommendation, rows_count: 7 });
      expect(row.age_seconds).toBeGreaterThanOrEqual(ago);
      expect(row.age_seconds).toBeLessThan(ago + 30);
    },
  );

  test("knows nothing of a view that was never refreshed", async () => {
    expect(await health()).toMatchObject({
      freshness: "unknown",
      last_refresh: null,
      age_minutes: null,
      age_seconds: null,
      needs_refresh: true,
      rows_count: null,
      recommendation: "View has never been refreshed. Refresh it now.",
    });
  });

  test("goes by the settings of the view", async () => {
    await attempt(100);
    await sql()`update frescura.views set sla_seconds = 60, stale_seconds = 80`;
    expect(await health()).toMatchObject({ freshness: "very_stale", needs_refresh: true });
    await sql()`update frescura.views set sla_seconds = 3600, stale_seconds = 7200`;
  });

  test("a failure, however recent, makes nothing fresher", async () => {
    await attempt(7230);
    const { last_refresh } = await health();
    await attempt(1, "failed");
    expect(await health()).toMatchObject({
      freshness: "very_stale",
      last_refresh,
      last_status: "failed",
      failures_in_a_row: 1,
    });
    await sql()`delete from frescura.refresh_log where status = 'completed'`;
    expect(await health()).toMatchObject({ freshness: "unknown", last_refresh: null });
  });

  test("the latest start counts, not the latest row", async () => {
    await attempt(10);
    await attempt(7230);
    expect(await health()).toMatchObject({ freshness: "fresh", age_minutes: 0 });
  });

  test("a high-impact event that waits asks for a refresh of a fresh view; one set aside does not", async () => {
    await attempt(10);
    await sql()`insert into mv_refresh_triggers (priority, refresh_requested) values ('critical', true)`;
    expect(await health()).toMatchObject({ freshness: "fresh", needs_refresh: true, pending_events: 1 });
    await sql()`update frescura.refresh_triggers set dead_letter_at = now()`;
    expect(await health()).toMatchObject({ needs_refresh: false, pending_events: 0, dead_letter_events: 1 });
  });

  test("an age is never negative, even if the clock was set back", async () => {
    await attempt(-500);
    expect(await health()).toMatchObject({ freshness: "fresh", age_seconds: 0, age_minutes: 0 });
  });

  test("a view that is registered but disabled is still measured", async () => {
    await attempt(7230);
    await sql()`update frescura.views set enabled = false`;
    expect(await health()).toMatchObject({ enabled: false, freshness: "very_stale" });
    await sql()`update frescura.views set enabled = true`;
  });

  test("refuses a view that is not registered", async () => {
    await expect(sql()`select * from frescura.health('nothing')`).rejects.toMatchObject({ code: "42704" });
  });
});
