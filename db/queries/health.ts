import type { Sql } from "@/db/client";
import type { Finding } from "@/lib/contract/doctor";
import type { ViewHealth } from "@/lib/contract/health";
import { isoMoments } from "./moments";

const COLUMNS = [
  ...[
    "view_name",
    "last_refresh",
    "age_minutes",
    "freshness",
    "rows_count",
    "needs_refresh",
    "recommendation",
  ],
  ...["slug", "title", "state", "enabled", "age_seconds", "sla_seconds", "stale_seconds", "time_zone"],
  ...["pending_events", "oldest_event_at", "set_aside_events", "running_refresh_id", "running_since"],
  ...["typical_duration_ms", "last_status", "last_attempt_at", "last_trigger_type", "last_triggered_by"],
  ...["last_duration_ms", "last_error_code", "last_error", "failures_in_a_row"],
  ...["refresh_mode", "refresh_mode_reason", "next_mode", "next_mode_reason"],
  ...["pending_known", "pending_reason", "pending_transactions", "pending_amounts", "pending_oldest_at"],
  ...["pending_amount_max", "pending_currency", "suspended_at", "retry_at", "running_triggered_by"],
];

/** How fresh every registered view is, the database's clock that the ages were counted by, and what to look at. */
export async function allHealth(
  sql: Sql,
): Promise<{ now: string; views: ViewHealth[]; open_alerts: number }> {
  const [[clock], views] = await Promise.all([
    sql<[{ now: Date; open_alerts: number }]>`
      select clock_timestamp() as now,
             (select count(*) from frescura.alerts where closed_at is null and acknowledged_at is null) as open_alerts`,
    sql<ViewHealth[]>`select ${sql(COLUMNS)} from frescura.health()`,
  ]);
  return { now: clock.now.toISOString(), views: views.map(inJson), open_alerts: clock.open_alerts };
}

/** How fresh some views are, by their slugs; those that nobody has registered are left out. */
export async function someHealth(
  sql: Sql,
  slugs: readonly string[],
): Promise<{ now: string; views: ViewHealth[] }> {
  const [[clock], views] = await Promise.all([
    sql<[{ now: Date }]>`select clock_timestamp() as now`,
    sql<ViewHealth[]>`
      select ${sql(COLUMNS.map((column) => `h.${column}`))}
        from frescura.views v cross join lateral frescura.health(v.slug) h where v.slug = any(${[...slugs]})`,
  ]);
  return { now: clock.now.toISOString(), views: views.map(inJson) };
}

/** How fresh one view is, by its slug. */
export async function healthOf(sql: Sql, slug: string): Promise<ViewHealth> {
  const [row] = await sql<[ViewHealth]>`select ${sql(COLUMNS)} from frescura.health(${slug})`;
  return inJson(row);
}

/** A numeric arrives as text, since it may hold more digits than a number. */
function inJson(row: ViewHealth): ViewHealth {
  const limit = row.pending_amount_max;
  return { ...isoMoments(row), pending_amount_max: limit === null ? null : Number(limit) };
}

/** What stands in the way of all views, or of one by its slug. */
export async function findings(sql: Sql, slug: string | null): Promise<Finding[]> {
  return [...(await sql<Finding[]>`select * from frescura.doctor(${slug})`)];
}
