import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { startOtherServer } from "@/tests/support/debian-server";
import { documentedRights, withNames } from "@/tests/support/documented-rights";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { databaseUrl } from "@/tests/support/urls";
import { backendPid, until } from "@/tests/support/wait";

const installed = locate(POSTGRESQL);
const servers = ["the tests' server", ...(installed ? ["an installed PostgreSQL"] : [])];
const RIGHTS = documentedRights();

describe.each(servers)("a role with the rights that docs/permissions.md names, on %s", (which) => {
  const id = randomBytes(4).toString("hex");
  const names = {
    frescura_app: `frescura_app_${id}`,
    report_owner: `frescura_report_${id}`,
    table_owner: `frescura_table_${id}`,
    shop: `frescura_shop_${id}`,
  };
  const app = names.frescura_app;
  const roles = [app, names.report_owner, names.table_owner];
  let stop = async () => {};
  let serverUrl: string;
  let admin: Sql;
  let sql: Sql;
  let appUrl: string;
  let is17: boolean;

  const onServer = async (statements: string[]) => {
    const outside = connect(serverUrl, "frescura tests", 1);
    for (const statement of statements) await outside.unsafe(statement);
    await outside.end();
  };
  const give = (job: string) => {
    const grants = RIGHTS.get(job);
    expect(grants, job).toBeDefined();
    return admin.unsafe(withNames(grants!, names));
  };
  const refused = { code: "42501" };

  beforeAll(async () => {
    serverUrl = inject("serverUrl");
    if (which !== servers[0]) {
      const other = await startOtherServer(installed!);
      serverUrl = other.url;
      stop = () => other.stop();
    }
    await onServer([
      ...roles.map((role) => `create role ${role} login password '${id}'`),
      `create database ${names.shop}`,
      `revoke all on database ${names.shop} from public`,
    ]);
    admin = connect(databaseUrl(serverUrl, names.shop), "frescura tests admin", 1);
    [{ is17 }] = await admin<
      [{ is17: boolean }]
    >`select current_setting('server_version_num')::int >= 170000 as is17`;
    // Nobody has anything but what he is given.
    await admin.unsafe(`
      revoke all on schema public from public;
      create schema sales; grant usage, create on schema sales to ${names.report_owner}, ${names.table_owner};
      set role ${names.table_owner};
      create table sales.sale (id int primary key, amount numeric); insert into sales.sale values (1, 10), (2, 20);
      grant select on sales.sale to ${names.report_owner};
      set role ${names.report_owner};
      create materialized view sales.report as select id, amount from sales.sale;
      create unique index on sales.report (id);
      reset role;
      revoke create on schema sales from ${names.report_owner}, ${names.table_owner}`);
    const own = new URL(databaseUrl(serverUrl, names.shop));
    own.username = app;
    own.password = id;
    appUrl = own.href;
  });
  afterAll(async () => {
    await sql?.end({ timeout: 1 });
    await admin?.end({ timeout: 1 });
    await onServer([
      `drop database if exists ${names.shop} with (force)`,
      ...roles.map((role) => `drop role ${role}`),
    ]);
    await stop();
  });

  test("migrates", async () => {
    await expect(migrate(appUrl)).rejects.toMatchObject(refused);
    await give("migrate");
    await migrate(appUrl);
    sql = connect(appUrl, "frescura tests", 2);
    expect(await sql`select usesuper from pg_user where usename = current_user`).toEqual([
      { usesuper: false },
    ]);
  });

  test("refreshes", async () => {
    await sql`select frescura.register('sales.report')`;
    const refresh = async () => {
      const [done] = await sql<[{ status: string }]>`select status from frescura.refresh('report', 'test')`;
      return done.status;
    };
    expect(await refresh()).toBe("failed");
    await give(is17 ? "refresh, from 17" : "refresh, before 17");
    expect(await refresh()).toBe("completed");
    const [log] = await sql`select mode, error_code from frescura.refresh_log order by id desc limit 1`;
    expect(log).toEqual({ mode: "concurrent", error_code: null });
    expect(await sql`select check_name, cure from frescura.doctor('report')`).toEqual([]);
  });

  test("watches", async () => {
    const watch = () => sql`select frescura.watch('report', 'sales.sale', 'amount', 100)`;
    await expect(watch()).rejects.toMatchObject(refused);
    await give("watch");
    await watch();
    await admin.unsafe(`set role ${names.table_owner}; insert into sales.sale values (3, 500); reset role`);
    expect(await sql`select count(*)::int as waiting from frescura.waiting_views()`).toEqual([
      { waiting: 1 },
    ]);
    expect(await sql`select from frescura.capture_failures`).toHaveLength(0);
  });

  test("tracks, with a live view that is exact, and verifies", async () => {
    const track = () => sql`select frescura.track('report', 'sales.sale', array['r.id'], 'r.amount')`;
    await expect(track()).rejects.toMatchObject(refused);
    await give("live view");
    await track();
    await sql`select frescura.refresh('report', 'test')`;
    await admin.unsafe(
      `set role ${names.table_owner}; update sales.sale set amount = 11 where id = 1; reset role`,
    );
    expect(await sql`select known, transactions from frescura.pending('report')`).toEqual([
      { known: true, transactions: 1 },
    ]);
    const both = sql`
      (table sales.report_live except all table sales.sale) union all (table sales.sale except all table sales.report_live)`;
    expect(await both).toHaveLength(0);
    expect(await sql`select differing_keys from frescura.verify('report', 100)`).toEqual([
      { differing_keys: 0 },
    ]);
    expect(
      await sql`select check_name, cure from frescura.doctor('report') where severity <> 'info'`,
    ).toEqual([]);
  });

  test("refreshes by keys, and goes back", async () => {
    const convert = (to: string) => sql`select frescura.set_strategy('report', ${to})`;
    await expect(convert("delta")).rejects.toMatchObject({
      code: "0A000",
      constraint_name: is17 ? "rights" : "create",
    });
    await give("refresh by keys");
    await convert("delta");
    await admin.unsafe(
      `set role ${names.table_owner}; update sales.sale set amount = 12 where id = 1; reset role`,
    );
    await sql`select frescura.refresh('report', 'test')`;
    const [log] =
      await sql`select mode, error_message, keys::int from frescura.refresh_log order by id desc limit 1`;
    expect(log).toEqual({ mode: "delta", error_message: null, keys: 1 });
    expect(
      await sql`(table sales.report except all table sales.sale) union all
                     (table sales.sale except all table sales.report)`,
    ).toHaveLength(0);
    expect(
      await sql`select check_name, cure from frescura.doctor('report') where severity <> 'info'`,
    ).toEqual([]);
    await convert("full");
    expect(
      await sql`select relkind, relowner::regrole::text as owner from pg_class
                      where oid = 'sales.report'::regclass`,
    ).toEqual([{ relkind: "m", owner: names.report_owner }]);
    await admin.unsafe(`revoke create on schema sales from ${names.report_owner}`);
    if (is17) await admin.unsafe(`revoke ${names.report_owner} from ${app}`);
  });

  test("does all that a driver does", async () => {
    await sql`call frescura.upkeep('psql')`;
    await sql`call frescura.run_due(null, 'psql')`;
    expect(await sql`select step, problem from frescura.upkeep_runs where problem is not null`).toEqual([]);
  });

  test("what the live view comes to lack is a finding, and its cure helps", async () => {
    const lacking = () => sql<{ cure: string; code: string }[]>`
      select cure, detail ->> 'code' as code from frescura.doctor('report') where check_name = 'live_rights' order by 2`;
    await admin.unsafe(`
      revoke create on schema sales from ${app}; revoke ${names.table_owner} from ${app};
      revoke select on sales.sale from ${app}, ${names.report_owner}`);
    const found = await lacking();
    expect(found.map(({ code }) => code)).toEqual(["create", "live", "refresh"]);
    await expect(sql`table sales.report_live`).rejects.toMatchObject(refused);
    for (const { cure } of found) await admin.unsafe(cure);
    expect(await lacking()).toEqual([]);
    expect(await sql`select from sales.report_live`).toHaveLength(3);
    await give("watch");
  });

  test("sees and does more, where it is let", async () => {
    const hidden = () => sql`select from frescura.host() where fact = 'sessions' and severity <> 'ok'`;
    await admin.unsafe(`grant connect on database ${names.shop} to ${names.report_owner}`);
    const theirs = new URL(appUrl);
    theirs.username = names.report_owner;
    const session = connect(theirs.href, "frescura tests other", 1);
    const pid = await backendPid(session);
    const sleeping = session`select pg_sleep(600)`.then(
      () => "slept",
      ({ code }) => code,
    );
    await until("it sleeps", async () => {
      const rows = await admin`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
      return rows.length > 0;
    });
    const cancel = () => sql`select pg_cancel_backend(${pid}) as done`;
    expect(await hidden()).toHaveLength(1);
    // Before 17 it is a member of that role already.
    if (is17) await expect(cancel()).rejects.toMatchObject(refused);
    await give("more");
    expect(await hidden()).toHaveLength(0);
    expect(await cancel()).toEqual([{ done: true }]);
    expect(await sleeping).toBe("57014");
    await session.end();
  });
});
