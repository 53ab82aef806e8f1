import { z } from "zod";
import type { Executor } from "@/db/client";
import { many, value } from "@/db/rows";
import {
  type CronJob,
  cronJob,
  type Driver,
  driver,
  type Job,
  job,
  type LateWork,
  type LongTransaction,
  lateWork,
  longTransaction,
  type Speed,
  speed,
} from "@/lib/contract/troubleshooting";

/** The schedules that concern a view (or all), each with the last slot that someone took. */
export async function readJobs(sql: Executor, slug: string | null): Promise<Job[]> {
  return await many(
    job,
    sql`
    select v.slug as view, s.tier, s.cron, s.time_zone, s.enabled and coalesce(v.enabled, true) as enabled,
           r.due_at as last_due_at, r.claimed_at as last_claimed_at, r.driver as last_driver, r.outcome as last_outcome
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
      left join lateral (select * from frescura.schedule_runs r where r.schedule_id = s.id order by r.due_at desc limit 1) r on true
     where ${slug}::text is null or s.view_id is null or v.slug = ${slug}
     order by v.slug nulls first, s.tier`,
  );
}

/** The jobs of pg_cron that call one of our functions; null where there is no pg_cron, or we may not look. */
export async function readCronJobs(sql: Executor): Promise<CronJob[] | null> {
  const there = await value(
    z.boolean(),
    sql`select to_regclass('cron.job') is not null and to_regclass('cron.job_run_details') is not null`,
  );
  if (!there) return null;
  try {
    return await many(
      cronJob,
      sql`
      select coalesce(j.jobname, j.command) as name, j.schedule, j.active, d.status as last_status, d.start_time as last_start_at
        from cron.job j
        left join lateral (select * from cron.job_run_details d where d.jobid = j.jobid order by d.runid desc limit 1) d on true
       where j.command ~ '(frescura\\.|mv_|refresh_universal_transactions_logged|pending_mv_refreshes)' order by j.jobid`,
    );
  } catch (error) {
    if ((error as { code?: string }).code === "42501") return null;
    throw error;
  }
}

/** Who drives the tiers, latest sign of life first. */
export async function readDrivers(sql: Executor): Promise<Driver[]> {
  return await many(
    driver,
    sql`
    select name, kind, started_at, seen_at, next_look_at from frescura.drivers order by seen_at desc limit 20`,
  );
}

/** How long refreshes took in the last 24 hours, as the source's own query asks, beside the median of 30 days before. */
export async function readSpeeds(sql: Executor, slug: string | null): Promise<Speed[]> {
  return await many(
    speed,
    sql`
      select v.slug, day.n as count, day.average_ms, day.max_ms, before.ms as before_ms, last.rows_affected as rows,
             coalesce(last.mode = 'plain', false) as plain
        from frescura.views v
        cross join lateral (
          select count(*) as n, round(avg(l.refresh_duration_ms))::bigint as average_ms, max(l.refresh_duration_ms) as max_ms
            from frescura.refresh_log l
           where l.view_id = v.id and l.status = 'completed' and l.refresh_started_at >= clock_timestamp() - interval '24 hours') day
        cross join lateral (
          select percentile_disc(0.5) within group (order by l.refresh_duration_ms) as ms
            from frescura.refresh_log l
           where l.view_id = v.id and l.status = 'completed' and l.refresh_started_at < clock_timestamp() - interval '24 hours'
             and l.refresh_started_at >= clock_timestamp() - interval '31 days') before
        left join lateral (
          select l.rows_affected, l.mode from frescura.refresh_log l
           where l.view_id = v.id and l.status = 'completed' order by l.refresh_started_at desc limit 1) last on true
       where ${slug}::text is null or v.slug = ${slug}
       order by day.max_ms desc nulls last, v.slug`,
  );
}

/** Transactions that have been open for over a minute, longest first, and the views that they hold. */
export async function readLongTransactions(sql: Executor): Promise<LongTransaction[]> {
  return await many(
    longTransaction,
    sql`
    select a.pid, a.usename as role, nullif(a.application_name, '') as application, a.state, a.xact_start as began_at,
           array(select distinct v.slug from pg_locks k join frescura.views v on v.view_oid = k.relation
                  where k.pid = a.pid and k.granted order by 1) as holds
      from pg_stat_activity a
     where a.datname = current_database() and a.backend_type = 'client backend' and a.pid <> pg_backend_pid()
       and a.xact_start < clock_timestamp() - interval '1 minute'
       -- A refresh is not in its own way.
       and not exists (select from frescura.refresh_log l where l.status = 'running' and l.backend_pid = a.pid)
     order by a.xact_start limit 20`,
  );
}

/** What cannot be refreshed in time any more, in the order in which it is done (`frescura.start_work`). */
export async function readLateWork(sql: Executor, slug: string | null): Promise<LateWork[]> {
  return await many(
    lateWork,
    sql`
    select slug as view, for_view, late_at, ends_at from frescura.start_work()
     where gives_way and (${slug}::text is null or slug = ${slug})`,
  );
}
