import type { Sql } from "@/db/client";
import { writeAttempt } from "./attempts";

/** Something that a step of upkeep has to do, and how to see that it was done. */
export interface StepCase {
  /** Statements that give the step something to do. */
  arrange: (sql: Sql) => Promise<unknown>;
  /** A query that has a row once the step was done. */
  done: string;
  /** Takes more than a connection to the database. */
  needsNetwork?: true;
}

/** A view per case, so that what one step does to its view cannot pass for the work of another. */
const VIEWS = [
  "reaped",
  "suspended",
  "scheduled",
  "retried",
  "logged",
  "ledgered",
  "shared",
  "parted",
  "touched",
];

/** A case for each step of `frescura.upkeep_steps()`, under its name. */
export const STEP_CASES: Readonly<Record<string, StepCase>> = {
  reap: {
    arrange: (sql) => sql`
      insert into frescura.refresh_log (view_id, view_name, status, trigger_type, triggered_by, refresh_started_at,
                                        created_at, backend_pid, backend_start)
      select id, view_name, 'running', 'manual', 'a killed session', now() - interval '1 hour', now() - interval '1 hour',
             1, '2020-01-01' from frescura.views where slug = 'reaped'`,
    done: "select from frescura.refresh_log where triggered_by = 'a killed session' and status = 'failed'",
  },
  cron_failures: {
    arrange: async (sql) => {
      // As pg_cron makes it, where it is not there itself.
      await sql.unsafe(`create schema if not exists cron;
        create table if not exists cron.job_run_details (jobid bigint, runid bigint primary key, job_pid integer,
          database text, username text, command text, status text, return_message text, start_time timestamptz,
          end_time timestamptz)`);
      await sql`
        insert into cron.job_run_details (runid, database, command, status, return_message, start_time, end_time)
        select 1 + coalesce(max(runid), 0), current_database(), $$select frescura.refresh('logged')$$, 'failed',
               'ERROR:  could not fork', now() - interval '1 hour', now() - interval '1 hour' from cron.job_run_details`;
    },
    done: "select from frescura.refresh_log where triggered_by = 'pg_cron' and status = 'failed'",
  },
  hands: {
    arrange: async (sql) => {
      await sql`select frescura.refresh('touched')`;
      await sql.unsafe(
        "insert into sale select coalesce(max(id), 0) + 1 from sale; refresh materialized view touched",
      );
    },
    done: "select from frescura.refresh_log where reason = 'refreshed_by_others'",
  },
  alerts: {
    arrange: (sql) =>
      sql`update frescura.views set suspended_at = now() - interval '1 minute' where slug = 'suspended'`,
    done: "select from frescura.alerts where kind = 'suspended' and closed_at is null",
  },
  partitions: {
    arrange: async (sql) => {
      await sql`drop table if exists more`;
      await sql`create table more () inherits (part)`;
    },
    done: "select from pg_trigger where tgrelid = 'more'::regclass and tgname like 'frescura_capture_%_insert'",
  },
  grants: {
    arrange: async (sql) => {
      await sql`revoke select on shared from public`;
      await sql`select frescura.follow_grants()`;
      await sql`grant select on shared to public`;
    },
    done: "select where has_table_privilege('pg_monitor', 'shared_live', 'select')",
  },
  heartbeat: {
    arrange: (sql) => sql`truncate frescura.drivers`,
    done: "select from frescura.drivers",
  },
  slots: {
    // Begun so long ago that a driver takes it that leaves others their time.
    arrange: (sql) => sql`
      update frescura.schedules
         set created_at = now() - interval '3 days',
             cron = to_char(now() at time zone time_zone - interval '1 hour', 'FMMI FMHH24 * * *')
       where tier = 'hourly' and view_id = (select id from frescura.views where slug = 'scheduled')`,
    done: `select from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id join frescura.views v on v.id = s.view_id
            where v.slug = 'scheduled' and r.outcome = 'completed'`,
  },
  retries: {
    arrange: (sql) => sql`update frescura.views set retry_at = clock_timestamp() where slug = 'retried'`,
    done: `select from frescura.refresh_log l join frescura.views v on v.id = l.view_id
            where v.slug = 'retried' and l.triggered_by like '%:retry' and l.status = 'completed'`,
  },
  notifications: {
    arrange: async (sql) => {
      await sql`insert into frescura.channels (kind, name, target) values ('webhook', 'nowhere', 'http://127.0.0.1:9/x')`;
      await sql`insert into frescura.notifications (channel_id, edge) select id, 'test' from frescura.channels`;
    },
    done: "select from frescura.notifications where attempts > 0",
    needsNetwork: true,
  },
  reads: {
    arrange: async (sql) => {
      await sql`truncate frescura.read_counters, frescura.read_history`;
      await sql`insert into frescura.read_counters (view_id, view_oid, scans, reads)
        select id, view_oid, 0, 0 from frescura.views where slug = 'logged'`;
      await sql`insert into frescura.reads (view_id, hour, served_from, reads)
        select id, now(), 'mv', 7 from frescura.views where slug = 'logged'`;
    },
    done: "select from frescura.read_history where reads >= 7",
  },
  prune_ledgers: {
    arrange: async (sql) => {
      await sql`insert into sale select coalesce(max(id), 0) + 1 from sale`;
      await sql`select frescura.refresh('ledgered')`;
    },
    done: "select from frescura.views where slug = 'ledgered' and (select count(*) from noted()) = 0",
  },
  prune_log: {
    arrange: async (sql) => {
      for (const days of [203, 202, 201, 1]) await writeAttempt(sql, "logged", { began: days * 1440 });
    },
    done: "select from frescura.refresh_hourly",
  },
  prune_traces: {
    arrange: (sql) => sql`
      insert into frescura.refresh_triggers (view_id, operation, created_at, processed_at)
      select id, 'request', now() - interval '200 days', now() - interval '200 days' from frescura.views where slug = 'logged'`,
    done: "select where not exists (select from frescura.refresh_triggers where processed_at < now() - interval '100 days')",
  },
  prune_history: {
    arrange: (sql) => sql`
      insert into frescura.read_history (view_id, at, reads, other_scans)
      select id, '2020-01-01', 1, 1 from frescura.views where slug = 'logged' on conflict do nothing`,
    done: "select where not exists (select from frescura.read_history where at < '2021-01-01')",
  },
  prune_access: {
    arrange: (sql) => sql`
      insert into frescura.rate_limits (bucket, caller, hits) values ('sign-in', 'x', array[now() - interval '2 days'])
      on conflict do nothing`,
    done: "select where not exists (select from frescura.rate_limits)",
  },
};

/** Makes the views of the cases; once per database. */
export async function prepareSteps(sql: Sql): Promise<void> {
  await sql.unsafe(`
    delete from frescura.views;
    create table sale (id integer primary key);
    create table part (id integer primary key);
    drop event trigger frescura_take_in;
    ${VIEWS.map((view) => `create materialized view ${view} as select id from sale; create unique index on ${view} (id); select frescura.register('${view}');`).join("\n")}
    select frescura.track('ledgered', 'sale', array['r.id']);
    select frescura.track('shared', 'sale', array['r.id']);
    select frescura.watch('parted', 'part', 'id');`);
  const [tracked] = await sql<
    [{ id: number }]
  >`select id::integer as id from frescura.views where slug = 'ledgered'`;
  await sql.unsafe(
    `create function noted() returns table (xid text) language sql as 'select xid::text from frescura.ledger_${tracked.id}'`,
  );
}

/** Takes away what the last round left, and gives each step something to do. */
export async function arrangeSteps(sql: Sql): Promise<void> {
  await sql.unsafe(`
    truncate frescura.schedule_runs, frescura.refresh_log, frescura.refresh_hourly, frescura.sla_hourly, frescura.refresh_triggers,
             frescura.alerts, frescura.channels, frescura.notifications, frescura.upkeep_runs, frescura.cron_imports cascade;
    update frescura.views set suspended_at = null, retry_at = null;
    update frescura.schedules set created_at = clock_timestamp();`);
  for (const { arrange } of Object.values(STEP_CASES)) await arrange(sql);
}

/** The names of the steps that were done. */
export async function stepsDone(sql: Sql): Promise<string[]> {
  const done: string[] = [];
  for (const [step, { done: query }] of Object.entries(STEP_CASES)) {
    if ((await sql.unsafe(query)).length > 0) done.push(step);
  }
  return done;
}
