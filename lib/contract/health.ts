import { z } from "zod";
import { MODES } from "@/lib/reasons";
import { freshness, refreshStatus, viewState } from "./freshness";
import { timestamp } from "./timestamp";
import { verdict, verdictReason } from "./verdict";

const count = z.int().nonnegative();
/** Answer of `GET /api/v1/mv/health/<view>`: a row of `frescura.health()`. Ages and SLAs in seconds unless named otherwise. */
export const viewHealth = z.object({
  view_name: z.string(),
  last_refresh: timestamp.nullable(),
  age_minutes: count.nullable(),
  freshness,
  rows_count: count.nullable(),
  needs_refresh: z.boolean(),
  recommendation: z.string(),
  slug: z.string(),
  title: z.string(),
  state: viewState,
  enabled: z.boolean(),
  age_seconds: count.nullable(),
  sla_seconds: count,
  stale_seconds: count,
  time_zone: z.string(),
  pending_events: count,
  oldest_event_at: timestamp.nullable(),
  dead_letter_events: count,
  running_refresh_id: count.nullable(),
  running_since: timestamp.nullable(),
  typical_duration_ms: count.nullable(),
  last_status: refreshStatus.nullable(),
  last_attempt_at: timestamp.nullable(),
  last_trigger_type: z.string().nullable(),
  last_triggered_by: z.string().nullable(),
  last_duration_ms: count.nullable(),
  last_error_code: z.string().nullable(),
  /** Only for roles that operate the database (admin, ops); null for others. */
  last_error: z.string().nullable(),
  failures_in_a_row: count,
  refresh_mode: z.enum(MODES).nullable(),
  refresh_mode_reason: z.string().nullable(),
  next_mode: z.enum(MODES).nullable(),
  next_mode_reason: z.string().nullable(),
  /** Whether it is known what the view lacks; where not, pending_reason says why (`frescura.tracking_status`). */
  pending_known: z.boolean(),
  pending_reason: z.string().nullable(),
  /** Source transactions that are not in the view yet, their amounts by currency, and since when. */
  pending_transactions: count,
  pending_amounts: z.record(z.string(), z.number()),
  pending_oldest_at: timestamp.nullable(),
  /** Most money that may be missing, in its currency; null for no limit. */
  pending_amount_max: z.number().nullable(),
  pending_currency: z.string().nullable(),
  /** Since when too many failures keep it from being scheduled; null while it is. */
  suspended_at: timestamp.nullable(),
  /** When a failure is tried again by itself. */
  retry_at: timestamp.nullable(),
  running_triggered_by: z.string().nullable(),
  /** What may be done with its numbers: the worst of `reasons` (`frescura.verdict`). */
  verdict,
  /** Orders views: the higher, the worse; 0 for a reliable one. */
  verdict_rank: count,
  /** Why, the worst first; none for a reliable one. */
  reasons: z.array(verdictReason),
  /** The moment as of which its data is, through all views that it reads; null where that is not known. */
  data_as_of: timestamp.nullable(),
  /** When it will be older than its target. */
  late_at: timestamp.nullable(),
});
export type ViewHealth = z.infer<typeof viewHealth>;

/** Answer of `GET /api/v1/mv/health`: every registered view, and the database's clock to count ages by. */
export const healthList = z.object({
  now: timestamp,
  views: z.array(viewHealth),
  /** Alerts that last and that nobody has taken note of. */
  open_alerts: count,
});
export type HealthList = z.infer<typeof healthList>;
