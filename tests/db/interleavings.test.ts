import type { Row } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { difference, Gate, NONE, type Session, Sessions } from "@/tests/support/sessions";
import { underway, until, waitForLock } from "@/tests/support/wait";

let database: TestDatabase;
let sessions: Sessions;
let gate: Gate;
const sql = () => database.sql;

beforeAll(async () => {
  database = await createDatabase();
});
// A view that waits inside its refresh while the gate is shut, and a source whose large sales are its events.
beforeEach(async () => {
  sessions = new Sessions(database.url);
  gate = await Gate.make(sessions);
  await sql().unsafe(`
    create table sale (id int, amount numeric);
    insert into sale values (1, 10);
    create materialized view report as select id, amount, gate() as passed from sale;
    create unique index report_key on report (id);
    select frescura.register('report'); select frescura.watch('report', 'sale', 'amount')`);
});
afterEach(async () => {
  await sessions.end();
  await until("the sessions are gone", async () => {
    const left = await sql()`
      select from pg_stat_activity where application_name = 'frescura tests session' and datname = current_database()`;
    return left.length === 0;
  });
  await sql().unsafe("drop table sale cascade; delete from frescura.views where slug = 'report'");
});
afterAll(() => database.drop());

type Ask = (session: Session) => Promise<Row>;

const tracked: Ask = ({ sql }) =>
  sql`call frescura.refresh_tracked('report', 'test', 'me')`.then(([row]) => row!);
const trackedEvent: Ask = ({ sql }) =>
  sql`call frescura.refresh_tracked('report', 'event', 'me')`.then(([row]) => row!);
const untracked: Ask = ({ sql }) =>
  sql`select * from frescura.refresh('report', 'test')`.then(([row]) => row!);
const drain: Ask = ({ sql }) => sql`select process_pending_mv_refreshes() as views`.then(([row]) => row!);

async function log(): Promise<Row[]> {
  return [
    ...(await sql()`
    select l.* from frescura.refresh_log l join frescura.views v on v.id = l.view_id where v.slug = 'report' order by l.id`),
  ];
}

async function events(): Promise<Row[]> {
  return [
    ...(await sql()`
    select source_key, processed_at is not null as done, refresh_id, attempts from frescura.refresh_triggers
     where view_id = frescura.view_id('report') order by id`),
  ];
}

/** Starts a refresh and returns once it is in its middle. The query is under way; `done` is its answer. */
async function refreshInTheMiddle(how: Ask = tracked) {
  const session = await sessions.start();
  await gate.shut();
  const done = underway(how(session));
  await waitForLock(sql(), session.pid);
  return { session, done };
}

describe.each([
  ["tracked", tracked],
  ["in one transaction", untracked],
] as const)("requests while a refresh runs, %s", (_name, how) => {
  test("share the next one, which began after each of them arrived", async () => {
    const first = await refreshInTheMiddle();
    await sql()`insert into sale values (2, 20)`;
    const waiting = await Promise.all([1, 2, 3, 4, 5].map(() => sessions.start()));
    const answers = waiting.map((session) => how(session));
    await Promise.all(waiting.map(({ pid }) => waitForLock(sql(), pid)));
    const [{ ticket }] = await sql()<
      [{ ticket: number }]
    >`select last_value as ticket from frescura.ticket_seq`;
    await gate.lift();

    const ran = await first.done;
    const rows = await Promise.all(answers);
    const attempts = await log();
    expect(attempts.map(({ status }) => status)).toEqual(["completed", "completed"]);
    expect(new Set(rows.map((row) => row.refresh_id))).toEqual(new Set([attempts[1]!.id]));
    expect(ran.refresh_id).toBe(attempts[0]!.id);
    expect(attempts[1]!.start_ticket).toBeGreaterThan(ticket);
    if (how === tracked) expect(rows.filter((row) => !row.shared)).toHaveLength(1);
    expect(await difference(sql(), "report")).toEqual(NONE);
  });
});

test("fifty at once are at most two refreshes", async () => {
  const first = await refreshInTheMiddle();
  // Each has taken its place in the queue; how many connections they come over does not matter.
  const tickets = await sql()`select frescura.ticket() as ticket from generate_series(1, 49)`;
  const crowd = await Promise.all(Array.from({ length: 12 }, () => sessions.start()));
  const answers = tickets.map(({ ticket }, at) => {
    const { sql } = crowd[at % crowd.length]!;
    return sql`call frescura.refresh_tracked('report', 'test', 'me', ${ticket})`.then(([row]) => row!);
  });
  await Promise.all(crowd.map(({ pid }) => waitForLock(sql(), pid)));
  await gate.lift();
  const rows = [await first.done, ...(await Promise.all(answers))];
  expect(rows.every((row) => row.status === "completed")).toBe(true);
  expect(await log()).toHaveLength(2);
});

test("fifty at once with nothing running are at most two refreshes", async () => {
  const crowd = await Promise.all(Array.from({ length: 50 }, () => sessions.start()));
  const rows = await Promise.all(crowd.map((session) => tracked(session)));
  expect(rows.every((row) => row.status === "completed")).toBe(true);
  const attempts = await log();
  expect(attempts.length).toBeLessThanOrEqual(2);
  expect(attempts.every(({ status }) => status === "completed")).toBe(true);
});

test("whoever has written in its transaction never shares: another session cannot see its rows", async () => {
  const first = await refreshInTheMiddle();
  const other = await sessions.start();
  const queued = tracked(other);
  await waitForLock(sql(), other.pid);
  const writer = await sessions.start();
  const answer = writer.sql.begin(async (tx) => {
    await tx`insert into sale values (2, 20)`;
    const [row] = await tx`select * from frescura.refresh('report', 'test')`;
    return { row: row!, seen: await tx`select id from report where id = 2` };
  });
  await waitForLock(sql(), writer.pid);
  await gate.lift();
  // The queued one begins after the writer asked: anyone else would share it.
  await Promise.all([first.done, queued]);
  const { row, seen } = await answer;
  expect(seen).toHaveLength(1);
  expect(row.refresh_id).not.toBe((await queued).refresh_id);
  expect(await difference(sql(), "report")).toEqual(NONE);
});

describe("high-impact events and a refresh that runs", () => {
  test("one committed meanwhile waits for the next", async () => {
    await sql()`insert into sale values (2, 50000)`;
    const { done } = await refreshInTheMiddle();
    await sql()`insert into sale values (3, 60000)`;
    await gate.lift();
    const { refresh_id } = await done;
    expect(await events()).toEqual([
      { source_key: "2", done: true, refresh_id, attempts: 0 },
      { source_key: "3", done: false, refresh_id: null, attempts: 0 },
    ]);
    expect(await sql()`select from report where id = 3`).toHaveLength(0);
    expect(await sql()`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
    expect(await sql()`select from report where id = 3`).toHaveLength(1);
    expect((await events()).every((event) => event.done)).toBe(true);
  });

  test("one written before it began but committed after waits for the next", async () => {
    const writer = await sessions.start();
    await writer.sql.unsafe("begin; insert into sale values (2, 50000)");
    expect(await untracked(await sessions.start())).toMatchObject({ status: "completed" });
    await writer.sql.unsafe("commit");
    expect(await events()).toEqual([{ source_key: "2", done: false, refresh_id: null, attempts: 0 }]);
  });

  test("two drains at once refresh once", async () => {
    await sql()`insert into sale select n, 50000 from generate_series(2, 50) n`;
    const { done } = await refreshInTheMiddle(drain);
    const second = await sessions.start();
    const also = drain(second);
    await waitForLock(sql(), second.pid);
    await gate.lift();
    expect(await done).toEqual({ views: 1 });
    await also;
    const [first] = await log();
    expect(first).toMatchObject({ events_covered: 49 });
    expect((await events()).every((event) => event.done && event.refresh_id === first!.id)).toBe(true);
  });

  test("those of a failed refresh wait again", async () => {
    await sql()`insert into sale values (2, 50000)`;
    const { done } = await refreshInTheMiddle(trackedEvent);
    await sql()`select pg_cancel_backend(backend_pid) from frescura.refresh_log where status = 'running'`;
    expect(await done).toMatchObject({ status: "failed" });
    await gate.lift();
    expect(await events()).toEqual([{ source_key: "2", done: false, refresh_id: null, attempts: 1 }]);
    expect((await log())[0]).toMatchObject({ status: "failed", error_code: "57014", events_covered: 0 });
  });
});

describe("a killed refresh", () => {
  test("is logged as failed, nothing stays running, and its events wait", async () => {
    await sql()`insert into sale values (2, 50000)`;
    const { session, done } = await refreshInTheMiddle();
    expect(await log()).toEqual([expect.objectContaining({ status: "running", backend_pid: session.pid })]);
    expect(await sql()`select frescura.reap() as reaped`).toEqual([{ reaped: 0 }]);

    await sql()`select pg_terminate_backend(${session.pid}, 10000)`;
    await expect(done).rejects.toThrow();
    expect(await sql()`select frescura.reap() as reaped`).toEqual([{ reaped: 1 }]);
    await gate.lift();
    expect(await log()).toEqual([
      expect.objectContaining({
        status: "failed",
        error_code: "57P01",
        error_message: expect.stringContaining(`pid ${session.pid}`),
      }),
    ]);
    expect(await events()).toEqual([{ source_key: "2", done: false, refresh_id: null, attempts: 0 }]);
    expect(await sql()`select frescura.reap() as reaped`).toEqual([{ reaped: 0 }]);
  });

  test("does not keep the next one from running, nor answer it", async () => {
    const { session, done } = await refreshInTheMiddle();
    const next = await sessions.start();
    const answer = tracked(next);
    await waitForLock(sql(), next.pid);
    await sql()`select pg_terminate_backend(${session.pid}, 10000)`;
    await expect(done).rejects.toThrow();
    await gate.lift();
    expect(await answer).toMatchObject({ status: "completed", shared: false });
    expect((await log()).map(({ status }) => status)).toEqual(["failed", "completed"]);
  });

  test("in one transaction leaves nothing behind: no row, no claim", async () => {
    await sql()`insert into sale values (2, 50000)`;
    const { session, done } = await refreshInTheMiddle(untracked);
    await sql()`select pg_terminate_backend(${session.pid}, 10000)`;
    await expect(done).rejects.toThrow();
    await gate.lift();
    expect(await log()).toEqual([]);
    expect(await events()).toEqual([{ source_key: "2", done: false, refresh_id: null, attempts: 0 }]);
  });

  test("is told from one whose process number another session has now", async () => {
    const { session, done } = await refreshInTheMiddle();
    await sql()`update frescura.refresh_log set backend_start = backend_start - interval '1 day', created_at = created_at - interval '1 day'
                 where backend_pid = ${session.pid}`;
    expect(await sql()`select frescura.reap() as reaped`).toEqual([{ reaped: 1 }]);
    await gate.lift();
    await done;
  });
});

test("a refresh that runs longer than its view allows is cancelled by the reaper, and says so", async () => {
  const { session, done } = await refreshInTheMiddle();
  await sql()`update frescura.refresh_log set created_at = created_at - interval '31 minutes' where backend_pid = ${session.pid}`;
  await sql()`select frescura.reap()`;
  expect(await done).toMatchObject({ status: "failed" });
  await gate.lift();
  expect(await log()).toEqual([expect.objectContaining({ status: "failed", error_code: "57014" })]);
});

test("a failing refresh keeps its turn until its failure is logged", async () => {
  const running = await refreshInTheMiddle();
  // Whoever holds the row of the log makes the failure wait to be written.
  const holder = await sessions.start();
  await holder.sql.unsafe("begin; select from frescura.refresh_log where status = 'running' for update");
  const next = await sessions.start();
  const answer = tracked(next);
  await waitForLock(sql(), next.pid);
  await sql()`select pg_cancel_backend(${running.session.pid})`;
  await until("the failed one waits to write its row", async () => {
    const [row] =
      await sql()`select wait_event from pg_stat_activity where pid = ${running.session.pid} and wait_event = 'transactionid'`;
    return row;
  });
  await waitForLock(sql(), next.pid);
  await gate.lift();
  await holder.sql.unsafe("commit");
  expect(await running.done).toMatchObject({ status: "failed" });
  expect(await answer).toMatchObject({ status: "completed" });
  expect((await log())[0]).toMatchObject({ error_code: "57014" });
});

describe("readers", () => {
  test("pass while a concurrent refresh runs", async () => {
    const { done } = await refreshInTheMiddle();
    const reader = await sessions.start();
    await reader.sql`set lock_timeout = '1ms'`;
    expect(await reader.sql`select id from report`).toEqual([{ id: 1 }]);
    await gate.lift();
    await done;
  });

  test("that stay in their transaction make a plain refresh give up in time, and do not wait themselves", async () => {
    await sql().unsafe(
      "drop index report_key; update frescura.views set lock_timeout_ms = 50 where slug = 'report'",
    );
    const reader = await sessions.start();
    await reader.sql.unsafe("begin; select * from report");
    expect(await tracked(await sessions.start())).toMatchObject({ status: "failed" });
    expect(await log()).toEqual([
      expect.objectContaining({ status: "failed", error_code: "55P03", mode: "plain" }),
    ]);
    const another = await sessions.start();
    await another.sql`set lock_timeout = '1ms'`;
    expect(await another.sql`select id from report`).toHaveLength(1);
  });
});
