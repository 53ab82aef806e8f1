import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { startOtherServer } from "@/tests/support/debian-server";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { difference, NONE } from "@/tests/support/sessions";
import { migrateWithStrategy } from "@/tests/support/strategy";
import { databaseUrl } from "@/tests/support/urls";
import { until } from "@/tests/support/wait";

const installed = locate(POSTGRESQL);
const servers = ["the tests' server", ...(installed ? ["an installed PostgreSQL"] : [])];

describe.each(servers)("on %s, without any right of a superuser", (which) => {
  const id = randomBytes(4).toString("hex");
  const [app, dba, database] = [`frescura_app_${id}`, `frescura_dba_${id}`, `frescura_roles_${id}`];
  const password = randomBytes(12).toString("hex");
  let stop = async () => {};
  let admin: Sql;
  let inside: Sql;
  let sql: Sql;
  let version: number;

  beforeAll(async () => {
    let url = inject("serverUrl");
    if (which !== servers[0]) {
      const other = await startOtherServer(installed!);
      url = other.url;
      stop = () => other.stop();
    }
    admin = connect(url, "frescura tests", 1);
    await admin.unsafe(`create role ${app} login password '${password}'`);
    await admin.unsafe(`create role ${dba} login password '${password}'`);
    await admin.unsafe(`create database ${database}`);
    // What docs/permissions.md names for migrating.
    inside = connect(databaseUrl(url, database), "frescura tests", 1);
    await inside.unsafe(`
      grant create on schema public to ${app}, ${dba}; grant create on database ${database} to ${app};
      revoke temporary on database ${database} from public; grant temporary on database ${database} to ${app}, ${dba}`);
    const own = new URL(databaseUrl(url, database));
    own.username = app;
    own.password = password;
    await migrateWithStrategy(own.href);
    sql = connect(own.href, "frescura tests", 4);
    [{ version }] = await sql<
      [{ version: number }]
    >`select current_setting('server_version_num')::int as version`;
  });
  afterAll(async () => {
    await sql?.end({ timeout: 1 });
    await inside?.end({ timeout: 1 });
    await admin.unsafe(`drop database if exists ${database} with (force)`);
    await admin.unsafe(`drop role ${app}`);
    await admin.unsafe(`drop role ${dba}`);
    await admin.end({ timeout: 1 });
    await stop();
  });

  test("the role is none, and owns what it made", async () => {
    expect(
      await sql`select usesuper, usecreatedb, userepl, usebypassrls from pg_user where usename = current_user`,
    ).toEqual([{ usesuper: false, usecreatedb: false, userepl: false, usebypassrls: false }]);
  });

  test("what the strategy has works from one end to the other", async () => {
    await sql`insert into cpg_pos (monto_total, folio) values (50000, 'LARGE'), (5, 'SMALL')`;
    expect(await sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
    expect(await sql`select status from refresh_universal_transactions_logged('cron', 'hourly_job')`).toEqual(
      [{ status: "completed" }],
    );
    const [tracked] = await sql`call frescura.refresh_tracked('universal-transactions', 'manual', 'me')`;
    expect(tracked).toMatchObject({ status: "completed", rows_affected: 2 });
    expect(await sql`select mode, error_code from frescura.refresh_log order by id desc limit 1`).toEqual([
      { mode: "concurrent", error_code: null },
    ]);
    expect(await sql`select freshness from frescura.health()`).toEqual([{ freshness: "fresh" }]);
    expect(
      await sql`select status from frescura.refresh_metrics, lateral (select 'there' as status) s`,
    ).toHaveLength(1);
    expect(
      await sql`select severity, finding from frescura.doctor('universal-transactions') where severity = 'error'`,
    ).toEqual([]);
    expect(await sql`select frescura.reap() as reaped`).toEqual([{ reaped: 0 }]);
    expect(await sql`select frescura.prune_log(90) as pruned`).toEqual([{ pruned: 0 }]);
    expect(await sql`select source_table from frescura.capture_failures`).toEqual([]);
    expect(await difference(sql, "universal_transactions_mv")).toEqual(NONE);
    await sql`select frescura.check_alerts()`;
    await sql`select * from frescura.sla('universal-transactions', 24)`;
  });

  test("a running refresh of its own is cancelled without further rights", async () => {
    await sql.unsafe(`
      create materialized view sleepy as select 1 as id, pg_sleep(600) is null as never with no data;
      select frescura.register('sleepy')`);
    const running = sql`call frescura.refresh_tracked('sleepy', 'manual', 'me')`.then(([row]) => row!);
    const attempt = await until("it sleeps", async () => {
      const [row] = await sql<{ id: number }[]>`
        select l.id from frescura.refresh_log l join pg_stat_activity a on a.pid = l.backend_pid
         where l.status = 'running' and a.wait_event = 'PgSleep'`;
      return row;
    });
    expect(await sql`select frescura.cancel(${attempt.id}, 'me') as done`).toEqual([{ done: true }]);
    expect(await running).toMatchObject({ status: "failed" });
  });

  describe("a view and a source of somebody else", () => {
    beforeAll(() =>
      inside.unsafe(`
        set role ${dba};
        create table theirs (id int primary key, amount numeric); insert into theirs values (1, 10);
        create materialized view their_report as select id, amount from theirs;
        create unique index on their_report (id);
        reset role`),
    );

    test("without rights: the refresh fails on record, and the doctor names what is missing", async () => {
      await sql`select frescura.register('their_report')`;
      expect(await sql`select status from frescura.refresh('their_report', 'test')`).toEqual([
        { status: "failed" },
      ]);
      const [log] = await sql`select error_code from frescura.refresh_log order by id desc limit 1`;
      expect(log).toEqual({ error_code: "42501" });
      const findings =
        await sql`select check_name, cure from frescura.doctor('their_report') where severity = 'error'`;
      expect(findings).toEqual([
        {
          check_name: "grants",
          cure:
            version >= 170000
              ? `grant maintain, select on public.their_report to ${app};`
              : `grant ${dba} to ${app};`,
        },
      ]);
    });

    test("with the cure of the doctor, and no more, it is refreshed", async () => {
      const [{ cure }] = await sql<[{ cure: string }]>`
        select cure from frescura.doctor('their_report') where check_name = 'grants'`;
      await inside.unsafe(cure);
      expect(await sql`select status, rows_affected from frescura.refresh('their_report', 'test')`).toEqual([
        { status: "completed", rows_affected: 1 },
      ]);
      expect(await sql`select mode from frescura.refresh_log order by id desc limit 1`).toEqual([
        { mode: "concurrent" },
      ]);
      // Reading a source takes a right of its own, unless the role is a member of its owner.
      const read = sql`select from theirs`.then(
        () => "read",
        ({ code }) => code,
      );
      expect(await read).toBe(version >= 170000 ? "42501" : "read");
    });

    test("to watch its source takes membership in the owner, and is refused in words before that", async () => {
      if (version >= 170000) {
        await expect(
          sql`select frescura.watch('their_report', 'theirs', 'amount', 100, 'id')`,
        ).rejects.toMatchObject({ code: "42501" });
        await inside.unsafe(`grant ${dba} to ${app}`);
      }
      await sql`select frescura.watch('their_report', 'theirs', 'amount', 100, 'id')`;
      await inside.unsafe(`set role ${dba}; insert into theirs values (2, 500); reset role`);
      expect(await sql`select process_pending_mv_refreshes() as views`).toEqual([{ views: 1 }]);
      expect(await sql`select from their_report where id = 2`).toHaveLength(1);
      expect(await sql`select source_table from frescura.capture_failures`).toEqual([]);
    });
  });
});
