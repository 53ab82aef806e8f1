import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { hasPsql, psql } from "@/tests/support/psql";
import { psqlCommands, snippets, snippetWith, sourceSnippets, statementsOf } from "@/tests/support/snippets";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  await database.sql.unsafe(`
    truncate cpg_pos, cpg_consignment restart identity;
    truncate frescura.refresh_log, frescura.refresh_triggers, frescura.schedule_runs restart identity;
    refresh materialized view universal_transactions_mv`);
});
afterAll(() => database.drop());

/** Runs a text through psql and returns the rows of its last answer, every value as text. */
async function ask(text: string): Promise<Record<string, string>[]> {
  const printed = await psql(database.url, text, ["-q", "-A", "-F", "\t", "-P", "footer=off"]);
  const [head = "", ...lines] = printed.trimEnd().split("\n");
  const names = head.split("\t");
  return lines.map((line) => Object.fromEntries(line.split("\t").map((value, at) => [names[at]!, value])));
}

/** Runs a text as `psql -c` does: in one transaction. */
const command = (text: string) =>
  psql(database.url, "", ["-q", "-A", "-F", "\t", "-P", "footer=off", "-c", text]);

const refresh = (trigger: string, by: string) =>
  ask(`select status from refresh_universal_transactions_logged('${trigger}', '${by}');`);

async function failedRefresh(): Promise<void> {
  await ask("create unique index everyone_once on universal_transactions_mv (cliente);");
  await ask("insert into cpg_pos (monto_total, cliente) values (1, 'Canary'), (2, 'Canary');");
  expect(await refresh("cron", "hourly_job")).toEqual([{ status: "failed" }]);
  await ask("drop index everyone_once; delete from cpg_pos;");
}

test("the snippets that run here are those of the strategy", ({ skip }) => {
  const source = sourceSnippets();
  if (!source) skip("the strategy is not beside this clone");
  expect(snippets()).toEqual(source);
});

describe.skipIf(!(await hasPsql()))("the strategy's SQL, as written, in psql", () => {
  test("1. what was refreshed lately", async () => {
    await refresh("cron", "hourly_job");
    await refresh("event", "worker");
    for (let n = 0; n < 4; n++) await refresh("manual", `ceo${n}@company.com`);
    const rows = await ask(statementsOf(snippetWith("ORDER BY created_at DESC LIMIT 5;")));
    expect(rows.map(({ triggered_by }) => triggered_by)).toEqual([
      ...["ceo3@company.com", "ceo2@company.com", "ceo1@company.com", "ceo0@company.com", "worker"],
    ]);
    expect(rows[4]).toMatchObject({
      view_name: "universal_transactions_mv",
      status: "completed",
      trigger_type: "event",
    });
    expect(rows.map(({ id }) => Number(id))).toEqual([6, 5, 4, 3, 2]);
    for (const row of rows) {
      expect(row.duration_ms).toMatch(/^\d+$/);
      expect(row.refresh_duration_ms).toBe(row.duration_ms);
      expect(row.error_message).toBe("");
    }
  });

  test("2. a manual refresh", async () => {
    await ask("insert into cpg_pos (monto_total) select 100 from generate_series(1, 12543);");
    const rows = await ask(statementsOf(snippetWith("'ceo@company.com'")));
    expect(rows).toEqual([
      {
        refresh_id: "1",
        duration_ms: expect.stringMatching(/^\d+$/),
        rows_affected: "12543",
        status: "completed",
      },
    ]);
    expect(Object.keys(rows[0]!)).toEqual(["refresh_id", "duration_ms", "rows_affected", "status"]);
    expect(await ask("select trigger_type, triggered_by from mv_refresh_log;")).toEqual([
      { trigger_type: "manual", triggered_by: "ceo@company.com" },
    ]);
  });

  test("3. the health check", async () => {
    const check = statementsOf(snippetWith("mv_health_check"));
    expect((await ask(check))[0]).toMatchObject({ last_refresh: "", age_minutes: "", needs_refresh: "t" });
    await refresh("cron", "hourly_job");
    const [fresh] = await ask(check);
    expect(Object.keys(fresh!).slice(0, 4)).toEqual([
      "view_name",
      "last_refresh",
      "age_minutes",
      "needs_refresh",
    ]);
    expect(fresh).toMatchObject({
      view_name: "universal_transactions_mv",
      age_minutes: "0",
      needs_refresh: "f",
    });
    await ask("update mv_refresh_log set refresh_started_at = refresh_started_at - interval '25 minutes';");
    expect((await ask(check))[0]).toMatchObject({ age_minutes: "25", needs_refresh: "f" });
    await ask("update mv_refresh_log set refresh_started_at = refresh_started_at - interval '36 minutes';");
    expect((await ask(check))[0]).toMatchObject({ age_minutes: "61", needs_refresh: "t" });
  });

  test("4. a large payment, its event, and the worker's drain", async () => {
    const [payment, event, drain] = legalForm(snippetWith("INSERT INTO mv_refresh_triggers"));
    await ask(payment!);
    expect(
      await ask(
        "select priority, refresh_requested, processed_at, source_table, amount from mv_refresh_triggers;",
      ),
    ).toEqual([
      {
        priority: "critical",
        refresh_requested: "t",
        processed_at: "",
        source_table: "cpg_consignment",
        amount: "50000.00",
      },
    ]);
    await ask(event!);
    expect(await ask(drain!)).toEqual([{ process_pending_mv_refreshes: "1" }]);
    expect(await ask("select source, monto_total from universal_transactions_mv;")).toEqual([
      { source: "consignment", monto_total: "50000.00" },
    ]);
    expect(
      await ask("select processed_at is not null as done, refresh_id from mv_refresh_triggers;"),
    ).toEqual([
      { done: "t", refresh_id: "1" },
      { done: "t", refresh_id: "1" },
    ]);
    expect(await ask(drain!)).toEqual([{ process_pending_mv_refreshes: "0" }]);
  });

  // The cron.schedule lines run where pg_cron does: pg-cron.test.ts starts a server with it.
  test("the metrics per hour", async () => {
    await refresh("cron", "hourly_job");
    await failedRefresh();
    await ask(`
      insert into mv_refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at, refresh_completed_at, refresh_duration_ms)
      select 1, 'universal_transactions_mv', 'completed', 'cron', 'hourly_job', t, t + interval '2345 ms', 2345
        from (values (now() - interval '2 hours')) earlier (t);`);
    const rows = await ask(statementsOf(snippetWith("FROM mv_refresh_metrics;")));
    expect(Object.keys(rows[0]!).slice(0, 5)).toEqual([
      "hour",
      "total_refreshes",
      "successful",
      "failed",
      "avg_duration_ms",
    ]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ total_refreshes: "2", successful: "1", failed: "1" });
    expect(rows[1]).toMatchObject({
      total_refreshes: "1",
      successful: "1",
      failed: "0",
      avg_duration_ms: "2345",
    });
    expect(rows[0]!.hour! > rows[1]!.hour!).toBe(true);
  });

  test("troubleshooting: the view is not refreshed", async () => {
    await refresh("cron", "hourly_job");
    await failedRefresh();
    const [last, errors, jobs] = snippetWith("FROM cron.job")
      .split(";")
      .map((statement) => `${statement};`);
    expect((await ask(last!)).map(({ status }) => status)).toEqual(["failed", "completed"]);
    expect(await ask(errors!)).toEqual([
      expect.objectContaining({
        error_code: "23505",
        error_message: expect.stringContaining("everyone_once"),
      }),
    ]);
    expect(JSON.stringify(await ask(errors!))).not.toContain("Canary");
    expect((await ask(jobs!)).map(({ schedule }) => schedule)).toEqual([
      "*/5 * * * *",
      // The nightly verification and the look at what targets ask for, which the strategy does not know.
      "30 3 * * *",
      "* * * * *",
      "0 * * * *",
      "*/15 9-18 * * 1-5",
    ]);
    const [answer] = await ask(snippetWith("'troubleshoot'"));
    expect(answer!.refresh_universal_transactions_logged).toMatch(/^\(3,\d+,0,completed\)$/);
  });

  test("troubleshooting: refreshes are slow", async () => {
    for (let n = 0; n < 3; n++) await refresh("cron", "hourly_job");
    await failedRefresh();
    await ask("update mv_refresh_log set refresh_duration_ms = id * 1000;");
    const [row] = await ask(snippetWith("AVG(refresh_duration_ms)"));
    expect(Number(row!.avg)).toBe(2000);
    expect(row).toMatchObject({ max: "3000", count: "3" });
  });
});

describe.skipIf(!(await hasPsql()))("the strategy's psql -c lines", () => {
  test("are three", () => {
    expect(psqlCommands()).toHaveLength(3);
  });

  test("the system's cron", async () => {
    const line = psqlCommands().find((text) => text.includes("system_cron"))!;
    expect(await command(line)).toMatch(/\(1,\d+,0,completed\)/);
    expect(await ask("select trigger_type, triggered_by from mv_refresh_log;")).toEqual([
      { trigger_type: "cron", triggered_by: "system_cron" },
    ]);
  });

  test("test of the cron tier", async () => {
    const line = psqlCommands().find((text) => text.includes("manual_test"))!;
    expect(await command(line)).toMatch(/\(1,\d+,0,completed\)/);
    expect(await ask("select trigger_type, status from mv_refresh_log;")).toEqual([
      { trigger_type: "test", status: "completed" },
    ]);
  });

  test("test of the event tier: payment and drain in one transaction", async () => {
    const line = psqlCommands().find((text) => text.includes("monto_total"))!;
    expect(await command(withColumns(line))).toBe("process_pending_mv_refreshes\n1\n");
    expect(await ask("select monto_total from universal_transactions_mv;")).toEqual([
      { monto_total: "50000.00" },
    ]);
    expect(await ask("select events_covered, status from mv_refresh_log;")).toEqual([
      { events_covered: "1", status: "completed" },
    ]);
  });

  test("an application's scheduler", async () => {
    const call = /execute_query\("(.*)"\)/.exec(snippetWith("execute_query"))![1]!;
    expect(await command(call)).toMatch(/completed/);
  });
});

/** `(monto_total, ...) VALUES (50000, ...)` stands for the columns that a payment has besides its amount. */
function withColumns(text: string): string {
  return text
    .replaceAll("(monto_total, ...)", "(monto_total, cliente)")
    .replaceAll("(50000, ...)", "(50000, 'Ana')");
}

/** The three statements; `(a = x, b = y)` is how the strategy writes `(a, b) VALUES (x, y)`. */
function legalForm(text: string): string[] {
  return withColumns(text)
    .replace(/\((\w+) = ([^,]+), (\w+) = ([^)]+)\)/, "($1, $3) VALUES ($2, $4)")
    .split(/(?<=;)/)
    .filter((statement) => statement.trim() !== "");
}
