import { readFile } from "node:fs/promises";
import type { Sql, Transaction } from "../client";
import { MigrationError } from "./errors";
import { enterFirstMigration } from "./journal";

/** When each migration of the first layout was made: by these its rows in drizzle's journal are known. */
const FIRST_LAYOUT = [
  1795487731962, 1795487733217, 1795490001385, 1795491381341, 1795492451946, 1795492879326, 1795620975555,
  1795622369725, 1795623023494,
];

const file = (name: string) => readFile(new URL(`../upgrade/${name}`, import.meta.url), "utf8");

/**
 * What moving an installation of the first layout will do, line by line; nothing where there is none.
 *
 * @throws MigrationError where that installation is not of its last version
 */
export async function planUpgrade(client: Sql): Promise<string[]> {
  if (!(await isFirstLayout(client))) return [];
  const [row] = await client<{ tables: number; triggers: number; live: number; waiting: number }[]>`
    select (select count(*)::integer from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                and relname like 'mv\\_%') as tables,
           (select count(*)::integer from pg_trigger where tgname ~ '^mv_capture_[0-9]+_') as triggers,
           (select count(*)::integer from public.mv_tracking) as live,
           (select count(*)::integer from public.mv_refresh_triggers where processed_at is null) as waiting`;
  const { tables, triggers, live, waiting } = row!;
  return [
    `An installation in schema public: its ${tables} tables move to schema frescura, with all they hold.`,
    `${triggers} triggers on source tables are renamed and renewed; whoever writes there waits for the end of it.`,
    `${live} live views are made again in place, under their names and with their grants.`,
    `${waiting} events that wait go on waiting, and are answered by the next refresh.`,
    "In public stay mv_refresh_log, mv_refresh_triggers, mv_refresh_metrics, mv_health_check(), process_pending_mv_refreshes() and refresh_universal_transactions_logged().",
    ...(await callersOfOldNames(client)),
  ];
}

/** Jobs of pg_cron that were written by hand and call what is called otherwise afterwards. */
async function callersOfOldNames(client: Sql): Promise<string[]> {
  const [table] = await client`select to_regclass('cron.job_run_details') as name`;
  if (!table!.name) return [];
  const jobs = await client<{ jobname: string | null; command: string }[]>`
    select jobname, command from cron.job
     where command ~ '\\mmv_(?!health_check|refresh_log|refresh_triggers|refresh_metrics)\\w+\\s*\\('
       and coalesce(jobname, '') not like 'frescura-%'`;
  return jobs.map(
    ({ jobname, command }) =>
      `The job ${jobname ?? command} of pg_cron calls a function by its old name: write frescura.<name without mv_> in it. ${command}`,
  );
}

/**
 * Moves an installation of the first layout into schema frescura, up to where the objects are made anew.
 *
 * @returns whether there was one
 */
export async function upgrade(tx: Transaction): Promise<boolean> {
  if (!(await isFirstLayout(tx))) return false;
  await tx.unsafe(await file("from-public.sql"));
  await tx.unsafe(`
    create table frescura.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`);
  await enterFirstMigration(tx);
  await tx`delete from drizzle.__drizzle_migrations where created_at = any (${FIRST_LAYOUT})`;
  // The customer's own drizzle may keep its journal there.
  await tx.unsafe(`
    do $$ begin
      if not exists (select from drizzle.__drizzle_migrations) then
        drop table drizzle.__drizzle_migrations;
        if not exists (select from pg_class where relnamespace = 'drizzle'::regnamespace) then
          drop schema drizzle;
        end if;
      end if;
    end $$`);
  return true;
}

/** What can only be done when the new objects stand. */
export async function finishUpgrade(tx: Transaction): Promise<void> {
  await tx.unsafe(await file("finish.sql"));
}

async function isFirstLayout(sql: Sql | Transaction): Promise<boolean> {
  const [found] = await sql<{ journal: string | null; views: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations') as journal, to_regclass('public.mv_views') as views`;
  if (!found!.journal || !found!.views) return false;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from drizzle.__drizzle_migrations where created_at = any (${FIRST_LAYOUT})`;
  if (row!.count === 0) return false;
  if (row!.count < FIRST_LAYOUT.length) {
    throw new MigrationError(
      `This database is of an early version (${row!.count} of ${FIRST_LAYOUT.length} migrations). Migrate it with version 0.1.0 first, then with this one.`,
    );
  }
  return true;
}
