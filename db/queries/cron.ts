import type { Sql } from "@/db/client";

/** A job of ours in pg_cron, and what installing did to it. */
export interface CronChange {
  jobname: string;
  schedule: string;
  command: string;
  change: "made" | "changed" | "kept" | "removed";
}

/** A job of pg_cron that calls us, with its latest run. */
export interface CronJob {
  jobname: string | null;
  schedule: string;
  command: string;
  active: boolean;
  last_status: string | null;
  last_run_at: Date | null;
  last_message: string | null;
}

/** pg_cron in this database. */
export interface CronState {
  /** Whether the server has the extension's files. */
  available: boolean;
  /** Version of the extension in this database; null: not installed here. */
  version: string | null;
  /** The one zone in which it reads all its schedules. */
  time_zone: string;
}

/** pg_cron is not installed in this database; the message says what to do. */
export class CronMissing extends Error {
  override readonly name = "CronMissing";
}

/**
 * Makes the jobs of all enabled schedules in pg_cron.
 *
 * @throws CronMissing
 */
export async function installCron(sql: Sql): Promise<CronChange[]> {
  try {
    return [...(await sql<CronChange[]>`select * from frescura.cron_install()`)];
  } catch (error) {
    const { code, message, hint } = error as Record<string, string>;
    if (code !== "0A000") throw error;
    throw new CronMissing(`${message![0]!.toUpperCase()}${message!.slice(1)}. ${hint}`, { cause: error });
  }
}

/** Removes them; returns how many there were. */
export async function uninstallCron(sql: Sql): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`select frescura.cron_uninstall() as count`;
  return count;
}

/** Whether pg_cron is here, and how it reads its schedules. */
export async function cronState(sql: Sql): Promise<CronState> {
  const [state] = await sql<[CronState]>`
    select exists (select from pg_available_extensions where name = 'pg_cron') as available,
           (select extversion from pg_extension where extname = 'pg_cron') as version,
           coalesce(nullif(current_setting('cron.timezone', true), ''), 'GMT') as time_zone`;
  return state;
}

/** The jobs of pg_cron in this database that call functions of ours, however they were made. */
export async function cronJobs(sql: Sql): Promise<CronJob[]> {
  return [
    ...(await sql<CronJob[]>`
      select j.jobname, j.schedule, j.command, j.active,
             d.status as last_status, d.start_time as last_run_at, split_part(d.return_message, E'\n', 1) as last_message
        from cron.job j
        left join lateral (select * from cron.job_run_details d where d.jobid = j.jobid order by d.runid desc limit 1) d on true
       where j.database = current_database()
         and frescura.cron_calls_us(j.command)
       order by j.jobname, j.jobid`),
  ];
}
