import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { knownMigrations, MigrationError, migrate } from "@/db/migrate";
import { dumpSchema } from "@/scripts/schema/dump";
import { type Api, call, newToken, read, startApi } from "@/tests/support/api";
import { createDatabase, type TestDatabase } from "@/tests/support/database";
import { underway, until } from "@/tests/support/wait";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VIEW = "universal-transactions";

/** The worker as a process, until it ends by itself. */
async function endOfWorker(url: string) {
  const env = { PATH: process.env.PATH!, NODE_ENV: "test" as const, DATABASE_URL: url };
  const child = spawn(process.execPath, [inject("workerProgram")], { cwd: ROOT, env });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const [code] = await once(child, "close");
  return { code, said };
}

test("three instances migrate an empty database at once: one schema, each migration once", async () => {
  const [empty, migrated] = await Promise.all([createDatabase({ template: "empty" }), createDatabase()]);
  await Promise.all([1, 2, 3].map(() => migrate(empty.url)));
  expect(await dumpSchema(empty.sql)).toBe(await dumpSchema(migrated.sql));
  const [row] =
    await empty.sql`select count(*), count(distinct hash) as distinct from frescura.__drizzle_migrations`;
  const known = await knownMigrations();
  expect(row).toEqual({ count: known, distinct: known });
  await Promise.all([empty.drop(), migrated.drop()]);
});

test("one that dies in the middle of migrating leaves nothing half-made, and the next one finishes", async () => {
  const database = await createDatabase({ template: "empty" });
  // Held by this session: a migration that wants to make this table waits in its middle, and is killed there.
  const holder = await database.sql.reserve();
  await holder`begin`;
  await holder`create schema frescura`;
  const dying = underway(migrate(database.url));
  const pid = await until("it waits", async () => {
    const [row] = await database.sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name = 'frescura migrate' and datname = current_database()
         and wait_event_type = 'Lock'`;
    return row?.pid;
  });
  await database.sql`select pg_terminate_backend(${pid}, 10000)`;
  await expect(dying).rejects.toThrow();
  await holder`rollback`;
  holder.release();
  await migrate(database.url);
  const [row] = await database.sql`select count(*) from frescura.__drizzle_migrations`;
  expect(row!.count).toBe(await knownMigrations());
  await database.drop();
});

describe("an older instance and a newer schema", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.sql`insert into frescura.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`;
  });
  afterAll(() => database.drop());

  test("it does not start over it: migrating is refused, with what to do, and changes nothing", async () => {
    const before = await dumpSchema(database.sql);
    const refused = migrate(database.url);
    await expect(refused).rejects.toThrow(MigrationError);
    await expect(refused).rejects.toThrow("it is older than the schema. Install the newer version.");
    expect(await dumpSchema(database.sql)).toBe(before);
  });

  test("nor does its worker, which does not migrate", async () => {
    const { code, said } = await endOfWorker(database.url);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining("it is older than the schema. Install the newer version."),
    });
  });
});

test("a worker of a newer version does not run over an older schema, and says how to migrate it", async () => {
  const database = await createDatabase();
  await database.sql`delete from frescura.__drizzle_migrations where id = (select max(id) from frescura.__drizzle_migrations)`;
  const { code, said } = await endOfWorker(database.url);
  expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining("frescura -- migrate") });
  await database.drop();
});

describe("an instance under which the schema becomes newer", () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  test("goes on: migrations only add, and what it reads and writes names its columns", async () => {
    const token = await newToken("cfo");
    const refresh = () => call("POST", `/api/v1/mv/refresh/${VIEW}?force=true`, { token });
    expect((await refresh()).status).toBe(200);
    // What a migration of tomorrow would do, to each table of ours.
    await api.database.sql.unsafe(`
      do $$ declare t text; begin
        for t in select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'frescura'::regnamespace and c.relname not like '\\_\\_%' loop
          execute format('alter table frescura.%I add column of_tomorrow integer not null default 1', t);
        end loop;
      end $$;
      create table frescura.of_tomorrow (id bigint primary key);
      insert into frescura.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9999999999999)`);
    await api.database.sql`insert into cpg_pos (monto_total) values (50000)`;
    const answer = await read(await refresh());
    expect(answer).toMatchObject({ status: 200, body: { success: true, refreshed: true } });
    for (const path of [
      `/api/v1/mv/health/${VIEW}`,
      "/api/v1/mv/metrics/refresh-history",
      `/api/v1/mv/data/${VIEW}`,
    ]) {
      expect((await call("GET", path, { token })).status, path).toBe(200);
    }
    expect(
      await api.database.sql`select from frescura.refresh_triggers where processed_at is null`,
    ).toHaveLength(0);
    expect(await api.database.sql`select from frescura.capture_failures`).toHaveLength(0);
  });
});
