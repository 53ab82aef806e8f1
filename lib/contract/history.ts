import { z } from "zod";
import { HOURS_MAX } from "@/lib/range";
import { MODES } from "@/lib/reasons";
import { refreshStatus } from "./freshness";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** Query of `GET /api/v1/mv/metrics/refresh-history`. */
export const historyQuery = z.object({
  hours: z.coerce
    .number({ error: "hours is a number" })
    .int("hours is a whole number")
    .min(1, "hours is at least 1")
    .max(HOURS_MAX, `hours is at most ${HOURS_MAX}`)
    .default(24),
  view: viewName.optional(),
  status: refreshStatus.optional(),
  trigger_type: z
    .string()
    .regex(/^[a-z][a-z_]{0,31}$/)
    .optional(),
  /** Who or what asked for it, exactly as the log says it. */
  triggered_by: z.string().min(1).max(400).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT),
  /** Only attempts with a smaller id: the next page. */
  before: z.coerce.number().int().positive().optional(),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** Of upstream_failed the view that failed; of long_transaction whose it was, for roles that operate the database. */
export const reasonDetail = z.object({
  view: z.string().optional(),
  pid: z.int().optional(),
  role: z.string().nullish(),
  application: z.string().nullish(),
});
export type ReasonDetail = z.infer<typeof reasonDetail>;

/** One attempt of `frescura.refresh_log`. Durations in milliseconds. */
export const attempt = z.object({
  id: z.int(),
  view_name: z.string(),
  slug: z.string(),
  status: refreshStatus,
  trigger_type: z.string(),
  triggered_by: z.string(),
  rows_affected: z.int().nullable(),
  rows_inserted: z.int().nullable(),
  rows_deleted: z.int().nullable(),
  events_covered: z.int(),
  /** The strategy chosen for the view then; null in attempts of before there were any. */
  strategy: z.string().nullable(),
  mode: z.enum(MODES).nullable(),
  /** Why it was plain or a rebuild. */
  mode_reason: z.string().nullable(),
  /** What the database said as it refused a concurrent refresh; only for roles that operate the database. */
  mode_detail: z.object({ sqlstate: z.string().optional(), message: z.string() }).nullable(),
  /** Why it was skipped: nothing_pending, suspended, upstream_failed or long_transaction. */
  reason: z.string().nullable(),
  reason_detail: reasonDetail.nullable(),
  /** Of a delta: the keys that it recomputed. */
  keys: z.int().nullable(),
  /** Of a managed table: rows inserted, changed and deleted; how many of the changed ones without touching an index. */
  rows_written: z.int().nullable(),
  rows_hot: z.int().nullable(),
  error_code: z.string().nullable(),
  /** Only for roles that operate the database (admin, ops); null for others. */
  error_message: z.string().nullable(),
  /** Who cancelled it; null for whatever ended by itself. */
  cancelled_by: z.string().nullable(),
  refresh_started_at: timestamp,
  refresh_completed_at: timestamp.nullable(),
  duration_ms: z.int().nullable(),
  created_at: timestamp,
});
export type Attempt = z.infer<typeof attempt>;

/** Sums over the asked hours. success_rate in percent; null where nothing ended. */
export const refreshStats = z.object({
  total_refreshes: z.int(),
  successful: z.int(),
  failed: z.int(),
  success_rate: z.number().nullable(),
  avg_duration_ms: z.int().nullable(),
  max_duration_ms: z.int().nullable(),
});
export type RefreshStats = z.infer<typeof refreshStats>;

/** Answer of `GET /api/v1/mv/metrics/refresh-history`, newest attempt first. */
export const historyAnswer = z.object({
  stats: refreshStats,
  history: z.array(attempt),
  /** Pass as `before` for older attempts; null at the end. */
  next_before: z.int().nullable(),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;

/** Query of `GET /api/v1/mv/metrics/hourly`. */
export const hourlyQuery = historyQuery.pick({ hours: true, view: true });
export type HourlyQuery = z.infer<typeof hourlyQuery>;

/** An hour of `frescura.refresh_metrics`. Durations in milliseconds. */
export const hourMetrics = z.object({
  hour: timestamp,
  total_refreshes: z.int(),
  successful: z.int(),
  failed: z.int(),
  avg_duration_ms: z.int().nullable(),
  max_duration_ms: z.int().nullable(),
});
export type HourMetrics = z.infer<typeof hourMetrics>;

/** Answer of `GET /api/v1/mv/metrics/hourly`, newest hour first; hours without a refresh have no entry. */
export const hourlyAnswer = z.object({ hours: z.array(hourMetrics) });
export type HourlyAnswer = z.infer<typeof hourlyAnswer>;

/** Query of `GET /api/v1/mv/metrics/failures`. */
export const failuresQuery = historyQuery.pick({ hours: true, view: true });

/** Failures of one view with one SQLSTATE in one hour. */
export const failureCount = z.object({
  hour: timestamp,
  slug: z.string(),
  error_code: z.string().nullable(),
  count: z.int(),
});
export type FailureCount = z.infer<typeof failureCount>;

/** Answer of `GET /api/v1/mv/metrics/failures`, oldest hour first; hours without a failure have no entry. */
export const failuresAnswer = z.object({ failures: z.array(failureCount) });
export type FailuresAnswer = z.infer<typeof failuresAnswer>;
