import { z } from "zod";
import { inDatabase } from "@/db/address";
import { connect, type Executor, type Transaction } from "@/db/client";
import { orRefuse } from "@/db/refusal";
import { date } from "@/db/row-types";
import { many, one, value } from "@/db/rows";

const cronChange = z.object({
  jobname: z.string(),
  schedule: z.string(),
  command: z.string(),
  change: z.enum(["made", "changed", "kept", "removed"]),
});

/** A job of ours in pg_cron, and what installing did to it. */
export type CronChange = z.infer<typeof cronChange>;

const cronJob = z.object({
  jobname: z.string().nullable(),
  schedule: z.string(),
  command: z.string(),
  active: z.boolean(),
  last_status: z.string().nullable(),
  last_run_at: date.nullable(),
  last_message: z.string().nullable(),
});

/** A job of pg_cron that calls us, with its latest run. */
export type CronJob = z.infer<typeof cronJob>;

const cronStateRow = z.object({
  /** Whether the server has the extension's files. */
  available: z.boolean(),
  /** Version of the extension in this database; null: not installed here. */
  version: z.string().nullable(),
  /** The database where it keeps its jobs; null: not loaded, or the role may not know. */
  database: z.string().nullable(),
  /** The one zone in which it reads all its schedules. */
  time_zone: z.string(),
});

/** pg_cron in this database. */
export type CronState = z.infer<typeof cronStateRow>;

/**
 * Makes the jobs of all enabled schedules in pg_cron.
 *
 * @throws Refusal no_pg_cron
 */
export async function installCron(tx: Transaction): Promise<CronChange[]> {
  return await orRefuse(
    ({ code }) => (code === "0A000" ? "no_pg_cron" : undefined),
    () => many(cronChange, tx`select * from frescura.cron_install()`),
  );
}

/** Removes them; returns how many there were. */
export async function uninstallCron(tx: Transaction): Promise<number> {
  return await value(z.int(), tx`select frescura.cron_uninstall()`);
}

/** Whether pg_cron is here, and how it reads its schedules. */
export async function cronState(sql: Executor): Promise<CronState> {
  return await one(
    cronStateRow,
    sql`
    select exists (select from pg_available_extensions where name = 'pg_cron') as available,
           (select extversion from pg_extension where extname = 'pg_cron') as version,
           frescura.cron_database() as database,
           coalesce(nullif(current_setting('cron.timezone', true), ''), 'GMT') as time_zone`,
  );
}

/** The jobs of pg_cron in this database that call functions of ours, however they were made. */
export async function cronJobs(sql: Executor): Promise<CronJob[]> {
  return await many(
    cronJob,
    sql`
      select j.jobname, j.schedule, j.command, j.active,
             d.status as last_status, d.start_time as last_run_at, split_part(d.return_message, E'\n', 1) as last_message
        from cron.job j
        left join lateral (select * from cron.job_run_details d where d.jobid = j.jobid order by d.runid desc limit 1) d on true
       where j.database = current_database()
         and frescura.cron_calls_us(j.command)
       order by j.jobname, j.jobid`,
  );
}

/** The statements for the database in which pg_cron is, where that is another one; or those that take all of it back. */
export async function cronScript(sql: Executor, { remove }: { remove: boolean }): Promise<string> {
  return await value(z.string(), sql`select frescura.cron_script(${remove})`);
}

/**
 * Runs such statements there, all or none.
 *
 * @param url of our database
 * @returns null, or why they could not be run, in PostgreSQL's words
 */
export async function runCronScript(url: string, database: string, script: string): Promise<string | null> {
  const there = connect(inDatabase(url, database), "frescura cron", 1);
  try {
    await there.begin((tx) => tx.unsafe(script));
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await there.end({ timeout: 1 });
  }
}
