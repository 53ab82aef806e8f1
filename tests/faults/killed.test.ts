import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { type Embedded, startEmbedded } from "@/db/embedded";
import { makeHome } from "@/scripts/test/homes";
import { Report } from "@/tests/support/report";
import { Gate, Sessions } from "@/tests/support/sessions";
import { migrateWithStrategy } from "@/tests/support/strategy";
import { underway, until, waitForLock } from "@/tests/support/wait";

const gated = `
  drop materialized view if exists report;
  create materialized view report as select id, gate() as passed from sale;
  create unique index on report (id)`;

const asleep = (sql: Sql, pid: number) =>
  until("it sleeps", async () => {
    const [row] = await sql`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
    return row;
  });

describe("the client is gone, but its query runs on", () => {
  const report = Report.use();

  test("it is completed and logged, and no second refresh begins before it has ended", async () => {
    const gate = await Gate.make(report.sessions);
    await report.sql.unsafe(gated);
    const lost = new Sessions(report.url);
    const client = await lost.start();
    // As most servers have it; one that looks for its clients ends the query by itself.
    await client.sql`set client_connection_check_interval = 0`;
    await gate.shut();
    const answer = report.refresh(client);
    await waitForLock(report.sql, client.pid);
    await lost.end();
    await expect(answer).rejects.toThrow();
    expect(await report.sql`select frescura.reap() as reaped`).toEqual([{ reaped: 0 }]);

    const next = await report.session();
    const second = report.refresh(next);
    await waitForLock(report.sql, next.pid);
    expect(await report.log()).toMatchObject([{ status: "running", backend_pid: client.pid }]);
    await gate.lift();
    expect(await second).toMatchObject({ status: "completed", shared: false });
    const [one, two] = await report.log();
    expect([one, two]).toMatchObject([{ status: "completed" }, { status: "completed" }]);
    expect(two!.refresh_started_at.getTime()).toBeGreaterThanOrEqual(one!.refresh_completed_at.getTime());
  });
});

describe("a killed attempt is ended on the record by whoever comes next", () => {
  const report = Report.use();

  // What an installation has that is driven by pg_cron or psql alone; the worker and the routes reap by themselves.
  test.each([
    ["the same view by the function", "select frescura.refresh('report', 'cron', 'hourly_job')"],
    ["the events tier, though nothing waits", "select process_pending_mv_refreshes()"],
    ["the same view by the procedure", "call frescura.refresh_tracked('report', 'cron', 'hourly_job')"],
  ])("%s", async (_who, call) => {
    const gate = await Gate.make(report.sessions);
    await report.sql.unsafe(gated);
    const victim = await report.session();
    await gate.shut();
    const killed = report.refresh(victim);
    await waitForLock(report.sql, victim.pid);
    await report.sql`select pg_terminate_backend(${victim.pid}, 10000)`;
    await expect(killed).rejects.toThrow();
    await gate.lift();
    await report.sql.unsafe(call);
    expect((await report.log())[0]).toMatchObject({ status: "failed", error_code: "57P01" });
    expect(await report.sql`select from frescura.refresh_log where status = 'running'`).toHaveLength(0);
  });
});

describe("a backend dies by SIGKILL, and with it every session of the server", () => {
  let home: string;
  let server: Embedded;
  let sql: Sql;
  let sessions: Sessions;

  beforeAll(async () => {
    home = makeHome();
    server = await startEmbedded({ dataDir: join(home, "pg"), onLog: () => {} });
    await migrateWithStrategy(server.url);
    sql = connect(server.url, "frescura tests", 2);
    sessions = new Sessions(server.url);
  });
  afterAll(async () => {
    await sessions.end();
    await sql.end({ timeout: 5 });
    await server.stop("immediate");
    rmSync(home, { recursive: true, force: true });
  });

  test("after the crash recovery the attempt is failed with its cause, its event waits, and the next refresh covers it", async () => {
    const gate = await Gate.make(sessions);
    await sql.unsafe(`
      create table sale (id int primary key, amount numeric); insert into sale values (1, 10);
      create materialized view report as select id, gate() as passed from sale;
      create unique index on report (id);
      select frescura.register('report'); select frescura.watch('report', 'sale', 'amount', 10000, 'id');
      insert into sale values (2, 50000)`);
    const victim = await sessions.start();
    await gate.shut();
    const killed = underway(victim.sql`call frescura.refresh_tracked('report', 'event', 'test')`);
    await waitForLock(sql, victim.pid);
    const witness = await sessions.start();
    const witnessed = underway(witness.sql`select pg_sleep(600)`);
    await asleep(sql, witness.pid);
    process.kill(victim.pid, "SIGKILL");
    await expect(killed).rejects.toThrow();
    // The killed one's connection ends before the server has noticed; the others' when it has, and from then on it
    // lets nobody in until it has recovered. The gate went with its keeper's session.
    await expect(witnessed).rejects.toThrow();
    const answers = (session: Sql) =>
      session`select 1`.then(
        () => true,
        () => false,
      );
    await until("the server has recovered", async () => {
      const newcomer = connect(server.url, "frescura tests", 1);
      return await answers(newcomer).finally(() => newcomer.end({ timeout: 1 }));
    });
    await until("the pool has noticed", () => answers(sql));
    expect(await sql`select status from frescura.refresh_log`).toEqual([{ status: "running" }]);
    expect(await sql`select frescura.reap() as reaped`).toEqual([{ reaped: 1 }]);
    const [row] = await sql`select status, error_code, error_message from frescura.refresh_log`;
    expect(row).toMatchObject({ status: "failed", error_code: "57P01" });
    expect(row!.error_message).toContain(`pid ${victim.pid}`);
    expect(await sql`select slug, events from frescura.waiting_views()`).toEqual([
      { slug: "report", events: 1 },
    ]);

    expect(await sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
    expect(await sql`select from report where id = 2`).toHaveLength(1);
    expect(await sql`select from frescura.refresh_triggers where processed_at is null`).toHaveLength(0);
  });
});

describe("the backend of a transaction is killed", () => {
  const report = Report.use();
  const killed = /terminating connection|CONNECTION_CLOSED|ECONNRESET/;

  // Unmended, postgres.js ends the whole process here: an error that nothing can catch.
  test.each(["begin", "reserve"] as const)(
    "%s: it fails by itself alone, and the pool goes on",
    async (how) => {
      const pool = connect(report.url, "frescura tests pool", 1);
      const reserved = how === "reserve" ? await pool.reserve() : undefined;
      if (reserved) {
        await reserved`begin`;
        const [row] = await reserved<{ pid: number }[]>`select pg_backend_pid() as pid`;
        const sleeping = underway(reserved`select pg_sleep(600)`);
        await asleep(report.sql, row!.pid);
        await report.sql`select pg_terminate_backend(${row!.pid}, 10000)`;
        await expect(sleeping).rejects.toThrow(killed);
        // Nothing goes to whoever has the connection next.
        await expect(reserved`insert into sale values (99, 1)`).rejects.toThrow(killed);
        reserved.release();
      } else {
        let inside: unknown;
        const transaction = pool.begin(async (tx) => {
          const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
          const sleeping = underway(tx`select pg_sleep(600)`);
          await asleep(report.sql, row!.pid);
          await report.sql`select pg_terminate_backend(${row!.pid}, 10000)`;
          await sleeping.catch(() => {});
          inside = await tx`insert into sale values (99, 1)`.then(
            () => "written",
            (error) => error.message,
          );
        });
        await expect(transaction).rejects.toThrow(killed);
        await until("it has tried to go on", async () => inside);
        expect(inside).toMatch(killed);
      }
      expect(await pool`select count(*) from sale where id = 99`).toEqual([{ count: 0 }]);
      expect(await pool.begin((tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
      await pool.end();
    },
  );
});
