import { expect, test } from "vitest";
import { Report } from "@/tests/support/report";
import { difference, NONE } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

const report = Report.use();
const change = (text: string) => report.sql.unsafe(text);

/** Lets a refresh look at the view as it is, and get hold of it only after another session has changed it. */
async function refreshAround(ddl: string) {
  await report.refresh();
  const changer = await report.session();
  await changer.sql.unsafe(`begin; ${ddl}`);
  const runner = await report.session();
  const answer = report.refresh(runner);
  await waitForLock(report.sql, runner.pid);
  await changer.sql`commit`;
  return await answer;
}

test("the index is dropped between the look and the refresh: it goes on plainly, and says why", async () => {
  await change("insert into sale values (3, 30)");
  expect(await refreshAround("drop index report_key")).toMatchObject({ status: "completed" });
  expect(await report.lastOf()).toMatchObject({
    mode: "plain",
    mode_reason: "refused",
  });
  expect(await difference(report.sql, "report")).toEqual(NONE);
});

test("the view is dropped under the refresh: it fails by name, nothing runs on, and other views go on", async () => {
  await change("create materialized view other as select id from sale; select frescura.register('other')");
  expect(await refreshAround("drop materialized view report")).toMatchObject({ status: "failed" });
  const gone = {
    error_code: "42P01",
    error_message: "the materialized view public.report does not exist any more",
  };
  expect(await report.lastOf()).toMatchObject({ status: "failed", ...gone });
  expect(await report.sql`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
  expect(await report.refresh(report, "cron", "other")).toMatchObject({ status: "completed" });

  await change("create materialized view report as select id, amount from sale");
  expect(await report.refresh()).toMatchObject({ status: "completed" });
});

test("the view is dropped while the first refresh ever reads its definition: the same words", async () => {
  const changer = await report.session();
  await changer.sql.unsafe("begin; drop materialized view report");
  const runner = await report.session();
  const answer = report.refresh(runner);
  await waitForLock(report.sql, runner.pid);
  await changer.sql`commit`;
  expect(await answer).toMatchObject({ status: "failed" });
  expect(await report.lastOf()).toMatchObject({
    error_code: "42P01",
    error_message: expect.stringContaining("any more"),
  });
});

test("the view is renamed under the refresh: that one fails, the next one follows it", async () => {
  await change("insert into sale values (3, 30)");
  expect(await refreshAround("alter materialized view report rename to renamed")).toMatchObject({
    status: "failed",
  });
  expect(await report.lastOf()).toMatchObject({ error_code: "42P01" });
  expect(await report.refresh()).toMatchObject({ status: "completed", rows_affected: 3 });
  expect(await difference(report.sql, "renamed")).toEqual(NONE);
});

test("a source is dropped with all that hangs on it: each refresh says so, until the view is made again", async () => {
  await change("drop table sale cascade");
  expect(await report.refresh()).toMatchObject({ status: "failed" });
  expect(await report.lastOf()).toMatchObject({
    error_code: "42P01",
    error_message: "the materialized view public.report does not exist any more",
  });
  const [health] = await report.sql`select state, freshness, needs_refresh from frescura.health('report')`;
  expect(health).toEqual({ state: "missing", freshness: "unknown", needs_refresh: true });
  const findings = await report.sql`select severity from frescura.doctor('report') where severity = 'error'`;
  expect(findings.length).toBeGreaterThan(0);

  await change(`
    create table sale (id int primary key, amount numeric not null); insert into sale values (7, 70);
    create materialized view report as select id, amount from sale; create unique index on report (id);
    select frescura.watch('report', 'sale', 'amount'); insert into sale values (8, 80000)`);
  expect(await report.refresh()).toMatchObject({ status: "completed", rows_affected: 2 });
  expect(await report.events()).toMatchObject([{ key: "8", done: true }]);
});

test("a watched column is renamed: the payment commits, the loss is on record, the refresh follows", async () => {
  await change("alter table sale rename amount to total; insert into sale values (3, 50000)");
  expect(await report.sql`select error_code from frescura.capture_failures`).toEqual([
    { error_code: "42703" },
  ]);
  expect(await report.refresh()).toMatchObject({ status: "completed", rows_affected: 3 });
  expect(await difference(report.sql, "report")).toEqual(NONE);
  const checks = await report.sql`select check_name from frescura.doctor('report') where severity = 'error'`;
  expect(checks.map(({ check_name }) => check_name)).toContain("capture_failures");

  await change(
    "select frescura.watch('report', 'sale', 'total', 10000, 'id'); insert into sale values (4, 60000)",
  );
  expect(await report.events()).toMatchObject([{ key: "4", done: false }]);
});

test("DDL holds a source: the refresh gives up after its lock_timeout, and the next one makes up for it", async () => {
  await change("update frescura.views set lock_timeout_ms = 50 where slug = 'report'");
  const changer = await report.session();
  await changer.sql.unsafe("begin; alter table sale add column note text");
  expect(await report.refresh()).toMatchObject({ status: "failed" });
  expect(await report.lastOf()).toMatchObject({ status: "failed", error_code: "55P03" });
  await changer.sql`commit`;
  expect(await report.refresh()).toMatchObject({ status: "completed" });
});
