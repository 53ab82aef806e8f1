import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openDb } from "@/db/client";
import { migrate } from "@/db/migrate";
import { refreshView } from "@/db/queries/refresh";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { type Pooler, startPooler } from "@/tests/support/pooler";
import { Processes } from "@/tests/support/processes";
import { locate, PGBOUNCER } from "@/tests/support/programs";
import { until } from "@/tests/support/wait";

const program = locate(PGBOUNCER);

describe.skipIf(!program)("behind PgBouncer in transaction mode", () => {
  let database: TestDatabase;
  let pooler: Pooler;
  const processes = new Processes();
  const sql = () => database.sql;

  beforeAll(async () => {
    database = await createDatabase();
    pooler = await startPooler(program!, database.url);
    await sql()`delete from frescura.schedules`;
  });
  afterEach(() => processes.end());
  afterAll(async () => {
    await pooler?.stop();
    await database?.drop();
  });

  const sell = (folio: string) => sql()`insert into cpg_pos (folio, monto_total) values (${folio}, 25000)`;
  const refreshOf = (folio: string) =>
    until(`the event of ${folio} is answered`, async () => {
      const [row] = await sql()`
        select l.triggered_by, l.status from frescura.refresh_triggers t join frescura.refresh_log l on l.id = t.refresh_id
          join cpg_pos p on p.id::text = t.source_key where p.folio = ${folio}`;
      return row;
    });

  test("without DATABASE_URL_DIRECT a worker says that it polls, and polls", async () => {
    const worker = processes.worker({ DATABASE_URL: pooler.url(database.url) });
    await worker.until("events are polled for");
    expect(worker.output()).toContain("Set DATABASE_URL_DIRECT to a direct connection.");
    await sell("POLLED");
    expect(await refreshOf("POLLED")).toMatchObject({ status: "completed" });
    expect(worker.output()).not.toContain("listening for events");
    expect(await worker.end()).toBe(0);
  });

  test("with DATABASE_URL_DIRECT it hears of an event at once", async () => {
    const settings = { DATABASE_URL: pooler.url(database.url), DATABASE_URL_DIRECT: database.url };
    const worker = processes.worker(settings);
    await worker.until("listening for events");
    await sell("HEARD");
    expect(await refreshOf("HEARD")).toEqual({ triggered_by: "worker:listen", status: "completed" });
    expect(await worker.end()).toBe(0);
  });

  test("migrations from several processes at once leave no session lock behind", async () => {
    const empty = await createDatabase({ template: "empty" });
    const through = pooler.url(empty.url);
    try {
      await Promise.all([migrate(through), migrate(through), migrate(through)]);
      await migrate(through);
      const locks = await empty.sql`
        select from pg_locks where (locktype = 'advisory' or relation = 'frescura.locks'::regclass)
           and database = (select oid from pg_database where datname = current_database())`;
      expect(locks).toHaveLength(0);
      expect(await empty.sql`select from frescura.schedules`).toHaveLength(3);
    } finally {
      await empty.drop();
    }
  });

  test("fifty requests of two processes at once cost two refreshes at most, and leave no lock or setting behind", async () => {
    const open = () => openDb({ url: pooler.url(database.url), applicationName: "frescura", poolMax: 4 });
    const processes = [open(), open()];
    const holder = await sql().reserve();
    try {
      const [before] =
        await sql()`select max(id) as id, (select case when is_called then last_value else 0 end from frescura.ticket_seq) as ticket from frescura.refresh_log`;
      await holder`begin`;
      await holder`lock table cpg_consignment in access exclusive mode`;
      const request = {
        view: "universal-transactions",
        triggerType: "manual",
        triggeredBy: "a crowd",
      } as const;
      const answers = Array.from({ length: 50 }, (_, i) => refreshView(processes[i % 2]!, request));
      await until("all have arrived", async () => {
        const [row] = await sql()`select last_value as ticket from frescura.ticket_seq`;
        return row!.ticket >= before!.ticket + 50;
      });
      await holder`commit`;

      const results = await Promise.all(answers);
      expect(new Set(results.map(({ status }) => status))).toEqual(new Set(["completed"]));
      const made = await sql()`select id from frescura.refresh_log where id > ${before!.id ?? 0}`;
      expect([1, 2]).toContain(made.length);
      const locks = await sql()`
        select from pg_locks where (locktype = 'advisory' or relation = 'frescura.locks'::regclass)
           and database = (select oid from pg_database where datname = current_database())`;
      expect(locks).toHaveLength(0);
      const settings = await Promise.all(
        Array.from({ length: 8 }, () => processes[0]!.sql`select current_setting('lock_timeout') as it`),
      );
      expect(new Set(settings.map(([row]) => row!.it))).toEqual(new Set(["0"]));
    } finally {
      holder.release();
      await Promise.all(processes.map((db) => db.end(1)));
    }
  });

  test("transactions that are serializable by default do not keep a view from being refreshed", async () => {
    const other = await createDatabase();
    await other.sql.unsafe(`
      do $$ begin
        execute format('alter database %I set default_transaction_isolation = serializable', current_database());
      end $$`);
    const db = openDb({ url: pooler.url(other.url), applicationName: "frescura", poolMax: 2 });
    try {
      await db.sql.begin((tx) => tx`insert into cpg_pos (folio, monto_total) values ('POOLED', 25000)`);
      const request = { view: "universal-transactions", triggerType: "manual", triggeredBy: "test" } as const;
      expect(await refreshView(db, request)).toMatchObject({ status: "completed" });
      expect(await db.read`select from universal_transactions_mv where folio = 'POOLED'`).toHaveLength(1);
    } finally {
      await db.end(1);
      await other.drop();
    }
  });

  test("no query of a crowd waits forever: nothing is sent ahead on a session that the pooler gives away", async () => {
    const db = openDb({ url: pooler.url(database.url), applicationName: "frescura", poolMax: 2 });
    try {
      // With and without parameters: the first kind asks for types before it runs.
      const crowd = Array.from({ length: 200 }, (_, i) =>
        i % 2 ? db.sql`select ${i}::integer as it` : db.sql`select count(*)::integer as it from pg_class`,
      );
      expect(await Promise.all(crowd)).toHaveLength(200);
    } finally {
      await db.end(1);
    }
  });
});
