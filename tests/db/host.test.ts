import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate } from "@/db/migrate";
import { cliActor } from "@/server/actor";
import { closeDb } from "@/server/db";
import { getHost } from "@/server/doctor/host";
import { amendEnv } from "@/server/env";
import { startOtherServer } from "@/tests/support/debian-server";
import { type Pooler, startPooler } from "@/tests/support/pooler";
import { locate, PGBOUNCER, POSTGRESQL } from "@/tests/support/programs";
import { databaseUrl } from "@/tests/support/urls";

const installed = locate(POSTGRESQL);
const pgbouncer = locate(PGBOUNCER);
const servers = ["the tests' server", ...(installed ? ["an installed PostgreSQL"] : [])];

interface Fact {
  severity: string;
  cure: string | null;
  detail: { code: string; [name: string]: unknown };
}

describe.each(servers)("what %s allows", (which) => {
  const id = randomBytes(4).toString("hex");
  const [app, database] = [`frescura_app_${id}`, `frescura_host_${id}`];
  let stop = async () => {};
  let serverUrl: string;
  let admin: Sql;
  let sql: Sql;
  let appUrl: string;

  beforeAll(async () => {
    serverUrl = inject("serverUrl");
    if (which !== servers[0]) {
      const other = await startOtherServer(installed!);
      serverUrl = other.url;
      stop = () => other.stop();
    }
    const outside = connect(serverUrl, "frescura tests", 1);
    await outside.unsafe(`create role ${app} login password '${id}'`);
    await outside.unsafe(`create database ${database} owner ${app}`);
    await outside.end();
    admin = connect(databaseUrl(serverUrl, database), "frescura tests admin", 1);
    const own = new URL(databaseUrl(serverUrl, database));
    own.username = app;
    own.password = id;
    appUrl = own.href;
    await migrate(appUrl);
    sql = connect(appUrl, "frescura tests", 2);
  });
  afterAll(async () => {
    await sql?.end({ timeout: 1 });
    await admin?.end({ timeout: 1 });
    const outside = connect(serverUrl, "frescura tests", 1);
    await outside.unsafe(`drop database if exists ${database} with (force)`);
    await outside.unsafe(`drop role ${app}`);
    await outside.end();
    await stop();
  });

  const told = async (fact: string, by: Sql = sql) => {
    const rows = await by<Fact[]>`select severity, cure, detail from frescura.host() where fact = ${fact}`;
    expect(rows.length, fact).toBeLessThanOrEqual(1);
    return rows[0];
  };
  const code = async (fact: string, by?: Sql) => (await told(fact, by))?.detail.code;

  test("each fact is known to a role without rights, and says what it costs", async () => {
    const rows =
      await sql`select fact, severity, detail ->> 'code' as code, cure is null as well from frescura.host()`;
    expect(rows.filter((row) => row.code === "unknown")).toEqual([]);
    expect(rows.filter(({ severity, well }) => (severity === "ok") !== well)).toEqual([]);
    expect(rows.map((row) => row.fact)).toEqual(
      expect.arrayContaining(["role", "cron", "connections", "notify"]),
    );
  });

  test("a superuser is told not to be one, and nothing advises to become one", async () => {
    expect(await told("role", admin)).toMatchObject({ severity: "warning", detail: { code: "superuser" } });
    expect(await told("role")).toMatchObject({
      severity: "ok",
      cure: null,
      detail: { code: "plain", role: app },
    });
  });

  test("event triggers: as the role may, and made by the cure", async () => {
    expect(await code("event_trigger")).toBe("refused");
    const possible = await told("event_trigger", admin);
    expect(possible).toMatchObject({ severity: "info", detail: { code: "possible" } });
    await admin.unsafe(possible!.cure!);
    expect(await code("event_trigger")).toBe("there");
    await admin.unsafe("alter event trigger frescura_take_in disable");
    expect(await code("event_trigger", admin)).toBe("possible");
    await admin.unsafe("drop event trigger frescura_take_in");
    // What the other role is advised to have done for it works as it stands.
    await admin.unsafe((await told("event_trigger"))!.cure!.replace(/^--[^:]*: /, ""));
    expect(await code("event_trigger")).toBe("there");
  });

  test("open transactions of others: hidden, until the right is given", async () => {
    const hidden = await told("sessions");
    expect(hidden?.detail.code).toBe("hidden");
    await admin.unsafe(hidden!.cure!);
    expect(await code("sessions")).toBe("seen");
  });

  test("limits of time: the closest one counts, and the cure is one that the role may do itself", async () => {
    expect(await code("time_limits")).toBe("none");
    await admin.unsafe(`alter database ${database} set statement_timeout = '30s'`);
    await admin.unsafe(`alter role ${app} set idle_in_transaction_session_timeout = '1min'`);
    const some = await told("time_limits");
    expect(some?.detail).toEqual({
      code: "some",
      limits: ["idle_in_transaction_session_timeout = 1min", "statement_timeout = 30s"],
    });
    await sql.unsafe(some!.cure!);
    expect(await code("time_limits")).toBe("none");
  });

  test("connections: by the tightest limit", async () => {
    await admin.unsafe(`alter role ${app} connection limit 5`);
    const few = await told("connections");
    expect(few).toMatchObject({ severity: "warning", detail: { code: "role", most: 5, needed: 16 } });
    await admin.unsafe(few!.cure!);
    expect(await told("connections")).toMatchObject({ severity: "ok", cure: null });
    await admin.unsafe(`alter role ${app} connection limit -1`);
  });

  test("writes: none where the host has set it so", async () => {
    await admin.unsafe(`alter database ${database} set default_transaction_read_only = on`);
    const later = connect(appUrl, "frescura tests", 1);
    expect(await told("writable", later)).toMatchObject({ severity: "error", detail: { code: "read_only" } });
    await later.end();
    await admin.unsafe(`alter database ${database} reset default_transaction_read_only`);
    expect(await code("writable")).toBe("primary");
  });

  test("a fact that cannot be asked hides no other", async () => {
    await sql.unsafe(`create function frescura.host_picky() returns table (severity text, detail jsonb, finding text, cure text)
      language plpgsql as $$ begin raise 'not here'; end $$`);
    expect(await told("picky")).toMatchObject({
      severity: "info",
      detail: { code: "unknown", error: "not here" },
    });
    expect(await code("role")).toBe("plain");
    await sql.unsafe("drop function frescura.host_picky()");
  });

  describe("to a session", () => {
    const session = async (settings: { DATABASE_URL: string; DATABASE_URL_DIRECT?: string }) => {
      await closeDb();
      amendEnv({ DATABASE_URL_DIRECT: "", ...settings });
      const { facts } = await getHost(cliActor("tests"));
      return facts.find(({ fact }) => fact === "session");
    };
    let pooler: Pooler | undefined;
    beforeAll(async () => {
      if (!pgbouncer) return;
      const behind = new URL(databaseUrl(serverUrl, database));
      // Not asked for where the server trusts, but the pooler's file wants a word there.
      behind.password ||= "any";
      pooler = await startPooler(pgbouncer, behind.href);
    });
    afterAll(async () => {
      await closeDb();
      amendEnv({ DATABASE_URL: "", DATABASE_URL_DIRECT: "" });
      await pooler?.stop();
    });

    test("that is its own: it hears", async () => {
      expect(await session({ DATABASE_URL: appUrl })).toMatchObject({
        severity: "ok",
        detail: { code: "own" },
      });
    });

    test.skipIf(!pgbouncer)("through a pooler: not, unless there is another way", async () => {
      const through = pooler!.url(appUrl);
      expect(await session({ DATABASE_URL: through })).toMatchObject({
        severity: "warning",
        detail: { code: "unheard" },
        cure: expect.stringContaining("DATABASE_URL_DIRECT"),
      });
      expect(await session({ DATABASE_URL: through, DATABASE_URL_DIRECT: appUrl })).toMatchObject({
        severity: "ok",
        detail: { code: "direct" },
      });
    });
  });
});
