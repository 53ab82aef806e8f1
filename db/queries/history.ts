import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { timestamp } from "@/db/row-types";
import { first, many, one } from "@/db/rows";

import { refreshLogTable } from "@/db/schema/refresh";
import {
  type Attempt,
  attempt,
  type FailureCount,
  failureCount,
  type HourMetrics,
  hourMetrics,
  type ReasonDetail,
  type RefreshStats,
  reasonDetail,
  refreshStats as statsRow,
} from "@/lib/contract/history";

/** Which attempts of `frescura.refresh_log` are asked for. */
export interface AttemptFilter {
  hours: number;
  slug?: string;
  /** Ids of views whose attempts are left out. */
  without: number[];
  status?: string;
  triggerType?: string;
  triggeredBy?: string;
  /** Only attempts with a smaller id. */
  before?: number;
  limit: number;
}

/** Attempts of the last hours, newest first. */
export async function attempts(sql: Executor, filter: AttemptFilter): Promise<Attempt[]> {
  return await many(
    attempt,
    sql`
    select l.id, l.view_name, v.slug, l.status, l.trigger_type, l.triggered_by, l.rows_affected,
           l.rows_inserted, l.rows_deleted, l.events_covered, l.strategy, l.mode, l.mode_reason, l.mode_detail, l.reason, l.reason_detail,
           l.keys, l.rows_written, l.rows_hot,
           l.error_code, l.error_message, l.cancelled_by, l.refresh_started_at, l.refresh_completed_at, l.duration_ms, l.created_at
      from frescura.refresh_log l join frescura.views v on v.id = l.view_id
     where l.created_at > clock_timestamp() - make_interval(hours => ${filter.hours})
       and l.view_id <> all (${filter.without}::bigint[])
       ${filter.slug ? sql`and v.slug = ${filter.slug}` : sql``}
       ${filter.status ? sql`and l.status = ${filter.status}` : sql``}
       ${filter.triggerType ? sql`and l.trigger_type = ${filter.triggerType}` : sql``}
       ${filter.triggeredBy ? sql`and l.triggered_by = ${filter.triggeredBy}` : sql``}
       ${filter.before ? sql`and l.id < ${filter.before}` : sql``}
     order by l.id desc
     limit ${filter.limit}`,
  );
}

/** Sums over the attempts of the last hours that ended. */
export async function refreshStats(
  sql: Executor,
  hours: number,
  slug: string | undefined,
  without: readonly number[],
): Promise<RefreshStats> {
  return await one(
    statsRow,
    sql`
    select total_refreshes, successful, failed, success_rate::float8, avg_duration_ms, max_duration_ms
      from frescura.refresh_stats(${hours}, ${slug ?? null}, ${[...without]}::bigint[])`,
  );
}

/** Sums per hour, newest first. */
export async function hourlyMetrics(
  sql: Executor,
  hours: number,
  slug: string | undefined,
  without: readonly number[],
): Promise<HourMetrics[]> {
  return await many(
    hourMetrics,
    sql`select * from frescura.refresh_metrics_of(${slug ?? null}, ${hours}, ${[...without]}::bigint[])`,
  );
}

/** Failures per hour, view and SQLSTATE, oldest hour first. */
export async function failureCounts(sql: Executor, hours: number, slug?: string): Promise<FailureCount[]> {
  return await many(
    failureCount,
    sql`
    select date_trunc('hour', l.refresh_started_at) as hour, v.slug, l.error_code, count(*)::integer as count
      from frescura.refresh_log l join frescura.views v on v.id = l.view_id
     where l.status = 'failed' and l.created_at > clock_timestamp() - make_interval(hours => ${hours})
       ${slug ? sql`and v.slug = ${slug}` : sql``}
     group by 1, 2, 3 order by 1, 2, 3`,
  );
}

/** Why an attempt was skipped; null for one that was not. */
export async function skipReason(
  executor: Executor,
  refreshId: number,
): Promise<{ reason: string | null; detail: ReasonDetail | null } | null> {
  const [row] = await orm(executor)
    .select({ reason: refreshLogTable.reason, detail: refreshLogTable.reasonDetail })
    .from(refreshLogTable)
    .where(and(eq(refreshLogTable.id, refreshId), eq(refreshLogTable.status, "skipped")));
  return row ? { reason: row.reason, detail: reasonDetail.nullable().parse(row.detail) } : null;
}

const outcome = z.object({
  /** Null where that is not known. */
  rows_inserted: z.int().nullable(),
  rows_deleted: z.int().nullable(),
  started_at: timestamp,
  data_as_of: timestamp.nullable(),
});
/** What an attempt that succeeded did to its view: the rows that it brought in and took out, and as of when it is. */
export type Outcome = z.infer<typeof outcome>;

/** What came of a refresh; null where its attempt is on record no more. */
export async function outcomeOf(sql: Executor, refreshId: number): Promise<Outcome | null> {
  const row = await first(
    outcome,
    sql`
    select rows_inserted, rows_deleted, refresh_started_at as started_at, frescura.data_as_of(l) as data_as_of
      from frescura.refresh_log l where id = ${refreshId}`,
  );
  return row ?? null;
}

/** The database's message on an attempt that failed; null where there is none. */
export async function attemptError(executor: Executor, refreshId: number): Promise<string | null> {
  const [row] = await orm(executor)
    .select({ message: refreshLogTable.errorMessage })
    .from(refreshLogTable)
    .where(eq(refreshLogTable.id, refreshId));
  return row?.message ?? null;
}
