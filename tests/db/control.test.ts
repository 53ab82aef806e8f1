import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { Gate, type Session, Sessions } from "@/tests/support/sessions";
import { waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  sessions = new Sessions(database.url);
  // No unique index: each refresh is plain, and waits for readers.
  await sql().unsafe(`
    create table sale (id integer primary key);
    insert into sale values (1);
    create materialized view report as select id from sale;
    select frescura.register('report')`);
});
afterEach(async () => {
  await sessions.end();
  await sql().unsafe("drop table sale cascade; delete from frescura.views where slug = 'report'");
});
afterAll(() => database.drop());

const settings = async () =>
  (
    await sql()`
  select suspended_at, extract(epoch from retry_at - clock_timestamp())::float as retry_in from frescura.views where slug = 'report'`
  )[0]!;
const last = async () =>
  (
    await sql()`select * from frescura.refresh_log where view_id = frescura.view_id('report') order by id desc limit 1`
  )[0]!;
const attempts = async () => Number((await sql()`select count(*) from frescura.refresh_log`)[0]!.count);
const refresh = async (trigger = "cron") =>
  (await sql()`select status from frescura.refresh('report', ${trigger}, 'test')`)[0]!.status as string;

/** A report that has been open for a minute: ordered by its lock, aged by the limit rather than by waiting. */
async function reader(): Promise<Session> {
  const session = await sessions.start();
  await session.sql.unsafe("set application_name = 'month end'; begin; select * from report");
  return session;
}

describe("a long transaction that holds the view", () => {
  beforeEach(() => sql()`update frescura.views set lock_timeout_ms = 1 where slug = 'report'`);

  test("is waited for by default, for lock_timeout_ms, and the attempt fails cleanly", async () => {
    await reader();
    expect(await refresh()).toBe("failed");
    expect(await last()).toMatchObject({ error_code: "55P03", mode: "plain" });
  });

  test("makes a plain refresh skip, where that is the setting, with who holds it as the reason", async () => {
    await sql()`update frescura.views set on_long_transaction = 'skip' where slug = 'report'`;
    const { pid, sql: open } = await reader();
    expect(await refresh()).toBe("skipped");
    expect(await last()).toMatchObject({
      reason: "long_transaction",
      reason_detail: { pid, role: expect.stringMatching(/^\w+$/), application: "month end" },
      mode: "plain",
    });
    expect((await settings()).suspended_at).toBeNull();
    // Nothing failed; it is tried again by itself, and goes through once the reader is gone.
    expect((await settings()).retry_in).toBeGreaterThan(250);
    await open.unsafe("commit");
    expect(await refresh()).toBe("completed");
    expect((await settings()).retry_in).toBeNull();
  });

  test("is skipped for whoever asks: readers would queue behind a person's refresh too", async () => {
    await sql()`update frescura.views set on_long_transaction = 'skip' where slug = 'report'`;
    await reader();
    expect(await refresh("manual")).toBe("skipped");
    expect((await settings()).retry_in).toBeNull();
  });

  test("keeps the events waiting, and is not put on record at every look while it lasts", async () => {
    await sql().unsafe(`
      update frescura.views set on_long_transaction = 'skip' where slug = 'report';
      insert into frescura.refresh_triggers (view_id) select frescura.view_id('report')`);
    const { sql: open } = await reader();
    for (let look = 0; look < 3; look++) await sql()`select process_pending_mv_refreshes()`;
    expect(await attempts()).toBe(1);
    expect(await last()).toMatchObject({ status: "skipped", trigger_type: "event" });
    expect(await sql()`select attempts from frescura.refresh_triggers`).toEqual([{ attempts: 0 }]);
    await open.unsafe("commit");
    await sql()`select process_pending_mv_refreshes()`;
    expect(await last()).toMatchObject({ status: "completed", events_covered: 1 });
  });

  test("does not matter to a concurrent refresh", async () => {
    await sql().unsafe(`
      create unique index on report (id);
      update frescura.views set on_long_transaction = 'skip' where slug = 'report'`);
    await reader();
    expect(await refresh()).toBe("completed");
    expect(await last()).toMatchObject({ mode: "concurrent" });
  });

  test("does not matter where it holds another view, or is shorter than the limit", async () => {
    await sql().unsafe(`
      update frescura.views set on_long_transaction = 'skip', lock_timeout_ms = 3600000 where slug = 'report'`);
    const { sql: open } = await reader();
    const runner = await sessions.start();
    const running = runner.sql`select status from frescura.refresh('report', 'cron', 'test')`.execute();
    await waitForLock(sql(), runner.pid);
    await open.unsafe("commit");
    expect((await running)[0]).toEqual({ status: "completed" });
  });

  test("is named by the doctor, with what the setting makes of it", async () => {
    const { pid } = await reader();
    const finding = async () =>
      (
        await sql()`select finding from frescura.doctor('report', interval '0') where check_name = 'long_transactions' and finding like ${`%pid ${pid}%`}`
      )[0]!.finding as string;
    expect(await finding()).toContain("everyone queues behind");
    await sql()`update frescura.views set on_long_transaction = 'skip' where slug = 'report'`;
    expect(await finding()).toContain("is skipped until it ends");
  });
});

describe("a refresh that is ended from outside", () => {
  /** A refresh of the report that stands still in its middle. */
  async function halfway(): Promise<{ running: Promise<unknown>; gate: Gate; id: number }> {
    const gate = await Gate.make(sessions);
    await sql().unsafe(`
      drop materialized view report;
      create materialized view report as select id, gate() as passed from sale;
      create unique index on report (id);
      select frescura.refresh('report', 'test')`);
    const runner = await sessions.start();
    await gate.shut();
    const running = runner.sql`call frescura.refresh_tracked('report', 'cron', 'test')`.execute();
    await waitForLock(sql(), runner.pid);
    return { running, gate, id: (await last()).id };
  }

  test("says who cancelled it, and is not tried again", async () => {
    const { running, gate, id } = await halfway();
    await sql()`update frescura.views set retry_at = now() - interval '1 minute' where slug = 'report'`;
    await sql()`select frescura.cancel(${id}, 'ops@frescura.demo')`;
    await running;
    await gate.lift();
    expect(await last()).toMatchObject({
      status: "failed",
      error_message: "The refresh was cancelled by ops@frescura.demo.",
    });
    expect((await settings()).retry_in).toBeNull();
  });

  test("says that it ran longer than it may, and counts as a failure", async () => {
    const { running, gate, id } = await halfway();
    await sql().unsafe(`
      update frescura.views set run_seconds_max = 60 where slug = 'report';
      update frescura.refresh_log set created_at = created_at - interval '61 seconds' where id = ${id}`);
    await sql()`select frescura.reap()`;
    await running;
    await gate.lift();
    expect(await last()).toMatchObject({
      status: "failed",
      error_code: "57014",
      cancelled_by: null,
      error_message: "The refresh ran longer than the 60 seconds that its view allows (run_seconds_max).",
    });
    expect((await settings()).retry_in).toBeGreaterThan(20);
  });

  test("is the next try while it runs: no retry is claimed beside it", async () => {
    const { running, gate } = await halfway();
    await sql()`update frescura.views set retry_at = now() - interval '1 minute' where slug = 'report'`;
    expect(await sql()`select slug from frescura.claim_retry()`).toEqual([]);
    await gate.lift();
    await running;
    expect((await settings()).retry_in).toBeNull();
  });

  test("nor is one claimed once a slot was taken", async () => {
    await sql().unsafe(`
      update frescura.views set retry_at = now() - interval '1 minute' where slug = 'report';
      update frescura.schedules set created_at = now() - interval '1 day'`);
    const [schedule] =
      await sql()`select id from frescura.schedules where view_id = frescura.view_id('report') limit 1`;
    await sql()`select frescura.claim_slot(${schedule!.id}, now() - interval '1 second', 'test')`;
    expect(await sql()`select slug from frescura.claim_retry()`).toEqual([]);
    await sql()`update frescura.schedule_runs set completed_at = now()`;
    expect(await sql()`select slug from frescura.claim_retry()`).toEqual([{ slug: "report" }]);
  });
});

describe("events that were set aside", () => {
  beforeEach(async () => {
    await sql().unsafe(`
      create unique index on report (id);
      insert into frescura.refresh_triggers (view_id, attempts, dead_letter_at, last_error)
      select frescura.view_id('report'), 5, now(), 'no' from generate_series(1, 3);
      insert into frescura.refresh_triggers (view_id, attempts) select frescura.view_id('report'), 2`);
  });

  test("are asked for again, all of a view or those named, and heard of at once", async () => {
    const listener = await sessions.start();
    const heard: string[] = [];
    await listener.sql.listen("frescura", (payload) => void heard.push(payload));
    const [first] = await sql()`select min(id) as id from frescura.refresh_triggers`;
    expect(await sql()`select frescura.retry_events('report', ${[first!.id]}) as n`).toEqual([{ n: 1 }]);
    expect(await sql()`select frescura.retry_events('report') as n`).toEqual([{ n: 2 }]);
    expect(await sql()`select frescura.retry_events() as n`).toEqual([{ n: 0 }]);
    expect(await sql()`select attempts, dead_letter_at from frescura.refresh_triggers order by id`).toEqual([
      ...Array.from({ length: 3 }, () => ({ attempts: 0, dead_letter_at: null })),
      { attempts: 2, dead_letter_at: null },
    ]);
    await sql()`select process_pending_mv_refreshes()`;
    expect(await last()).toMatchObject({ status: "completed", events_covered: 4 });
    expect(heard.filter((payload) => payload.startsWith('{"event"'))).toHaveLength(2);
  });

  test("of a view that is not registered are refused by name", async () => {
    await expect(sql()`select frescura.retry_events('nope')`).rejects.toMatchObject({ code: "42704" });
  });
});
