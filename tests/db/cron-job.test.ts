import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { createDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

test("SELECT * FROM cron.job lists the schedules where pg_cron is not there", async () => {
  const jobs = await database.sql`SELECT * FROM cron.job`;
  expect(jobs.columns.map(({ name }) => name)).toEqual([
    ...["jobid", "schedule", "command", "nodename", "nodeport", "database", "username", "active", "jobname"],
  ]);
  expect(jobs.map(({ jobname, schedule, active }) => [jobname, schedule, active])).toEqual([
    ["events", "*/5 * * * *", true],
    ["verification", "30 3 * * *", true],
    ["targets", "* * * * *", true],
    ["universal-transactions-hourly", "0 * * * *", true],
    ["universal-transactions-working-hours", "*/15 9-18 * * 1-5", true],
  ]);
});

test("its commands do what they say", async () => {
  const jobs = await database.sql<{ command: string }[]>`SELECT command FROM cron.job`;
  for (const { command } of jobs) await database.sql.unsafe(command);
  const done =
    await database.sql`select trigger_type, triggered_by, status from frescura.refresh_log order by id`;
  expect(done).toEqual([
    { trigger_type: "cron", triggered_by: "hourly", status: "completed" },
    { trigger_type: "cron", triggered_by: "working-hours", status: "completed" },
  ]);
});

test("it makes room once pg_cron is available", async ({ skip }) => {
  const [server] = await database.sql`select current_setting('server_version_num')::int as version`;
  // Only PostgreSQL 18 can be shown another folder with extensions.
  if (server!.version < 180000) skip();
  const folder = extensionFolder();
  try {
    const [{ name }] = await database.sql<[{ name: string }]>`select current_database() as name`;
    await database.sql.unsafe(`alter database ${name} set extension_control_path = '${folder}:$system'`);
    await migrate(database.url);
    const sql = postgres(database.url, { max: 1, onnotice: () => {} });
    await sql`create extension pg_cron`;
    await migrate(database.url);
    expect(await sql`select relkind from pg_class where oid = to_regclass('cron.job')`).toEqual([
      { relkind: "r" },
    ]);
    await sql.end();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** An extension of that name which makes the same schema and table, for the server to find. */
function extensionFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "frescura-extension-"));
  mkdirSync(join(folder, "extension"));
  for (const path of [folder, join(folder, "extension")]) chmodSync(path, 0o755);
  const control = "default_version = '1'\nschema = pg_catalog\nrelocatable = false\n";
  writeFileSync(join(folder, "extension", "pg_cron.control"), control);
  writeFileSync(
    join(folder, "extension", "pg_cron--1.sql"),
    "create schema cron; create table cron.job (jobid bigint);",
  );
  return folder;
}
