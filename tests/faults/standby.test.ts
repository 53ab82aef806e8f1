import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "@/db/client";
import { migrate, StandbyError } from "@/db/migrate";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { call, newToken, read } from "@/tests/support/api";
import { PgServer } from "@/tests/support/pg-server";
import { Processes, type Running } from "@/tests/support/processes";
import { locate, POSTGRESQL } from "@/tests/support/programs";
import { difference, NONE } from "@/tests/support/sessions";
import { migrateWithStrategy } from "@/tests/support/strategy";
import { until } from "@/tests/support/wait";

const bin = locate(POSTGRESQL);
const VIEW = "universal_transactions_mv";

describe.skipIf(!bin)("a standby", () => {
  let primary: PgServer;
  let standby: PgServer;
  let sql: Sql;
  let token: string;
  let worker: Running;
  const processes = new Processes();

  beforeAll(async () => {
    primary = await PgServer.create(bin!);
    await migrateWithStrategy(primary.url());
    amendEnv({
      DATABASE_URL: primary.url(),
      LOG_LEVEL: "silent",
      NEXTAUTH_SECRET: "only for these tests, 32 letters",
    });
    token = await newToken("cfo");
    const there = connect(primary.url(), "frescura tests", 1);
    await there`delete from frescura.schedules`;
    await there`insert into cpg_pos (folio, monto_total) values ('REPLICATED', 500)`;
    await there`call frescura.refresh_tracked('universal-transactions', 'test', 'primary')`;
    await there.end();
    await closeDb();
    standby = await PgServer.standbyOf(primary);
    sql = connect(standby.url(), "frescura tests", 2);
    amendEnv({ DATABASE_URL: standby.url() });
  });
  afterAll(async () => {
    await processes.end();
    await closeDb();
    amendEnv({ DATABASE_URL: "", NEXTAUTH_SECRET: "" });
    await sql?.end({ timeout: 1 });
    await standby?.remove();
    await primary?.remove();
  });

  test("serves reads", async () => {
    const health = await read(await call("GET", "/api/v1/mv/health/universal-transactions", { token }));
    expect(health).toMatchObject({ status: 200, body: { freshness: "fresh", rows_count: 1 } });
    const data = await read(await call("GET", "/api/v1/mv/data/universal-transactions", { token }));
    expect(data).toMatchObject({ status: 200, body: { served_from: "mv", rows: [{ folio: "REPLICATED" }] } });
  });

  test("says that it takes no writes, where one asks for a refresh or migrates", async () => {
    const answer = await read(
      await call("POST", "/api/v1/mv/refresh/universal-transactions?force=true", { token }),
    );
    expect(answer).toMatchObject({ status: 503, body: { code: "database_unavailable" } });
    expect(answer.body.detail).toContain("it is a standby");
    await expect(migrate(standby.url())).rejects.toBeInstanceOf(StandbyError);
  });

  test("keeps a worker waiting, who says so once, and fails in no task", async () => {
    worker = processes.worker({ DATABASE_URL: standby.url() });
    await worker.until("the database is a standby, which cannot refresh");
    // A lock that is granted on a standby means nothing; the worker takes none.
    const held = await sql`select from pg_locks where locktype = 'advisory'`;
    expect(held).toHaveLength(0);
    expect(worker.lines().filter(({ level }) => level >= 50)).toEqual([]);
    expect(worker.output()).not.toContain("DATABASE_URL_DIRECT");
  });

  test("promoted in the middle, its primary gone: the worker goes to work by itself, and the view is exact", async () => {
    await primary.stop("immediate");
    await standby.promote();
    await worker.until("the database was promoted");
    await worker.until("listening for events");
    await sql`insert into cpg_pos (folio, monto_total) values ('PROMOTED', 25000)`;
    await until("the event is answered", async () => {
      const [row] = await sql`select from frescura.refresh_triggers where processed_at is not null`;
      return row;
    });
    expect(await difference(sql, VIEW)).toEqual(NONE);
    const refresh = await read(
      await call("POST", "/api/v1/mv/refresh/universal-transactions?force=true", { token }),
    );
    expect(refresh).toMatchObject({ status: 200, body: { refreshed: true } });
    expect(worker.lines().filter(({ msg }) => msg.includes("is a standby"))).toHaveLength(1);
    expect(await worker.end()).toBe(0);
  });
});
