import { describe, expect, test } from "vitest";
import { Report } from "@/tests/support/report";
import { Gate } from "@/tests/support/sessions";
import { until, waitForLock } from "@/tests/support/wait";

const report = Report.use();
const change = (text: string) => report.sql.unsafe(text);

test("a reader who stays in a transaction: a plain refresh gives up in time, and who reads meanwhile waits no longer", async () => {
  await change(
    "drop index report_key; update frescura.views set lock_timeout_ms = 3000 where slug = 'report'",
  );
  const [reader, runner, another] = await Promise.all([1, 2, 3].map(() => report.session()));
  await reader!.sql.unsafe("begin; select * from report");
  const refresh = report.refresh(runner);
  await waitForLock(report.sql, runner!.pid);

  // Whoever comes now queues behind the refresh, which is why that must give up.
  const answer = another!.sql`select id from report`.then((rows) => rows.length);
  await waitForLock(report.sql, another!.pid);
  expect(await refresh).toMatchObject({ status: "failed" });
  expect(await answer).toBe(2);
  expect(await report.lastOf()).toMatchObject({ error_code: "55P03", mode: "plain" });
});

describe("somebody holds the settings of a view in an open transaction", () => {
  const held = async (view: string) => {
    const holder = await report.session();
    await holder.sql.unsafe(
      `begin; update frescura.views set title = 'in the making' where slug = '${view}'`,
    );
    return holder;
  };

  test("its refresh is completed, and one that fails is on record all the same", async () => {
    await report.refresh();
    const holder = await held("report");
    expect(await report.refresh()).toMatchObject({ status: "completed" });
    await change("insert into sale values (3, 20); create unique index once on report (amount)");
    expect(await report.refresh()).toMatchObject({ status: "failed" });
    expect(await report.lastOf()).toMatchObject({ status: "failed", error_code: "23505" });
    await holder.sql`rollback`;
  });

  test("a view that it reads is refreshed; it comes at its next slot itself", async () => {
    await change(`
      create materialized view other as select id, amount from report; create unique index on other (id);
      select frescura.register('other'); create unique index once on report (amount); insert into sale values (3, 20)`);
    await report.refresh();
    await report.refresh(report, "cron", "other");
    expect(await report.lastOf("other")).toMatchObject({ status: "skipped" });
    await change("drop index once");
    const holder = await held("other");
    expect(await report.refresh()).toMatchObject({ status: "completed" });
    expect(await report.sql`select from report where id = 3`).toHaveLength(1);
    await holder.sql`rollback`;
    expect(await report.refresh(report, "cron", "other")).toMatchObject({ status: "completed" });
  });
});

test("inside a transaction block the procedure is refused (2D000), and leaves nothing", async () => {
  const session = await report.session();
  const asked = session.sql.unsafe("begin; call frescura.refresh_tracked('report', 'cron', 'test')");
  await expect(asked).rejects.toMatchObject({ code: "2D000" });
  await session.sql`rollback`;
  expect(await report.log()).toEqual([]);
});

describe("a deadlock", () => {
  test("with a writer who reads the view: the refresh that loses is logged and tried again, the writer goes on", async () => {
    const gate = await Gate.make(report.sessions);
    // The definition reads a second table only once it is past the gate, when the view is locked already.
    await change(`
      create table rate (factor numeric); insert into rate values (1);
      create function factor_of_now() returns numeric language plpgsql volatile as $$
      begin perform public.gate(); return (select factor from public.rate); end $$;
      drop materialized view report;
      create materialized view report as select id, amount * factor_of_now() as amount from sale`);
    const [runner, writer] = [await report.session(), await report.session()];
    // Who waits first looks for a deadlock first; the writer's look is to come after the refresh's.
    await writer.sql`set deadlock_timeout = '1h'`;
    await gate.shut();
    const refresh = report.refresh(runner);
    await waitForLock(report.sql, runner.pid);
    await writer.sql.unsafe("begin; update rate set factor = 2; lock table rate in access exclusive mode");
    const read = writer.sql`select amount from report where id = 1`.then((rows) => rows.length);
    await waitForLock(report.sql, writer.pid);
    await gate.lift();

    expect(await refresh).toMatchObject({ status: "failed" });
    expect(await read).toBe(1);
    await writer.sql`commit`;
    expect(await report.lastOf()).toMatchObject({ error_code: "40P01" });
    await change(
      "update frescura.views set retry_at = clock_timestamp() where slug = 'report' and retry_at is not null",
    );
    expect(await report.sql`select slug from frescura.claim_retry()`).toEqual([{ slug: "report" }]);
    expect(await report.refresh()).toMatchObject({ status: "completed" });
    expect(await report.sql`select amount::int from report where id = 1`).toEqual([{ amount: 20 }]);
    await change("drop table rate; drop function factor_of_now() cascade");
  });

  test("of two transactions that refresh two views in opposite order: one refresh fails, both transactions commit", async () => {
    await change("create materialized view other as select id from sale; select frescura.register('other')");
    // The first of each keeps the view's definition in its settings, which is one more row to wait for.
    await Promise.all([report.refresh(report, "test"), report.refresh(report, "test", "other")]);
    const [one, two] = [await report.session(), await report.session()];
    const ask = ({ sql }: typeof one, view: string) =>
      sql`select * from frescura.refresh(${view}, 'cron', 'test')`;
    await Promise.all([one.sql`begin`, two.sql`begin`]);
    await ask(one, "report");
    await ask(two, "other");
    const commit = (session: typeof one) => session.sql`commit`;
    const first = ask(one, "other").then((rows) => commit(one).then(() => rows[0]!));
    await waitForLock(report.sql, one.pid);
    const second = ask(two, "report").then((rows) => commit(two).then(() => rows[0]!));
    const ends = (await Promise.all([first, second])).map(({ status }) => status);
    expect(ends.sort()).toEqual(["completed", "failed"]);
    const all = [...(await report.log()), ...(await report.log("other"))];
    expect(all).toHaveLength(6);
    expect(all.flatMap(({ error_code }) => error_code ?? [])).toEqual(["40P01"]);
  });
});

describe("what ended with 57014 says by whose hand", () => {
  const sleepy = () =>
    change(`drop materialized view report;
            create materialized view report as select 1 as id, pg_sleep(600) is null as never with no data`);
  const asleep = (pid: number) =>
    until("the refresh is under way", async () => {
      const [row] =
        await report.sql`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
      return row;
    });
  const retry = async () =>
    (await report.sql`select retry_at is not null as due from frescura.views where slug = 'report'`)[0]!.due;

  test("a statement_timeout: a failure like any, tried again", async () => {
    await sleepy();
    const runner = await report.session();
    await runner.sql`set statement_timeout = '2s'`;
    expect(await report.refresh(runner)).toMatchObject({ status: "failed" });
    expect(await report.lastOf()).toMatchObject({
      error_code: "57014",
      error_message: expect.stringContaining("statement timeout"),
      cancelled_by: null,
    });
    expect(await retry()).toBe(true);
  });

  test("a person: by name, and not tried again", async () => {
    await sleepy();
    const runner = await report.session();
    const refresh = report.refresh(runner);
    await asleep(runner.pid);
    await report.sql`select frescura.cancel(${(await report.lastOf()).id}, 'user:ops@frescura.test')`;
    expect(await refresh).toMatchObject({ status: "failed" });
    expect(await report.lastOf()).toMatchObject({
      error_code: "57014",
      cancelled_by: "user:ops@frescura.test",
    });
    expect(await retry()).toBe(false);
  });

  test("the view's own run time limit: named with its seconds, and tried again", async () => {
    await sleepy();
    await change("update frescura.views set run_seconds_max = 60 where slug = 'report'");
    const runner = await report.session();
    const refresh = report.refresh(runner);
    await asleep(runner.pid);
    await change(
      "update frescura.refresh_log set created_at = created_at - interval '61 seconds' where status = 'running'",
    );
    await report.sql`select frescura.reap()`;
    expect(await refresh).toMatchObject({ status: "failed" });
    expect(await report.lastOf()).toMatchObject({
      error_code: "57014",
      error_message: "The refresh ran longer than the 60 seconds that its view allows (run_seconds_max).",
      cancelled_by: null,
    });
    expect(await retry()).toBe(true);
  });

  test("somebody in the database: a failure like any, tried again", async () => {
    await sleepy();
    const runner = await report.session();
    const refresh = report.refresh(runner);
    await asleep(runner.pid);
    await report.sql`select pg_cancel_backend(${runner.pid})`;
    expect(await refresh).toMatchObject({ status: "failed" });
    expect(await report.lastOf()).toMatchObject({
      error_code: "57014",
      error_message: expect.stringContaining("user request"),
    });
    expect(await retry()).toBe(true);
  });
});
