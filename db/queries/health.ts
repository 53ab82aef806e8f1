import { z } from "zod";
import type { Executor } from "@/db/client";
import { numeric, timestamp } from "@/db/row-types";
import { many, one, value } from "@/db/rows";
import { type Finding, finding, type HostFact, hostFact } from "@/lib/contract/doctor";
import { type ViewHealth, viewHealth } from "@/lib/contract/health";
import { verdict } from "@/lib/contract/verdict";
import type { Verdict } from "@/lib/view-verdict";

const healthRow = viewHealth.extend({ pending_amount_max: numeric.nullable() });

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
  ...["pending_events", "oldest_event_at", "dead_letter_events", "running_refresh_id", "running_since"],
  ...["typical_duration_ms", "last_status", "last_attempt_at", "last_trigger_type", "last_triggered_by"],
  ...["last_duration_ms", "last_error_code", "last_error", "failures_in_a_row"],
  ...["refresh_mode", "refresh_mode_reason", "next_mode", "next_mode_reason"],
  ...["pending_known", "pending_reason", "pending_transactions", "pending_amounts", "pending_oldest_at"],
  ...["pending_amount_max", "pending_currency", "suspended_at", "retry_at", "running_triggered_by"],
  ...["verdict", "verdict_rank", "reasons", "data_as_of", "late_at"],
];

const openAlerts = z.object({ view: z.string().nullable(), count: z.int() });

/** How many alerts of a view (null: of none in particular) last and that nobody has taken note of. */
export type OpenAlerts = z.infer<typeof openAlerts>;

/** How fresh every registered view is, the database's clock that the ages were counted by, and what to look at. */
export async function allHealth(
  sql: Executor,
): Promise<{ now: string; views: ViewHealth[]; open_alerts: OpenAlerts[] }> {
  const [clock, views] = await Promise.all([
    one(
      z.object({ now: timestamp, open_alerts: z.array(openAlerts) }),
      sql`
      select clock_timestamp() as now,
             (select coalesce(jsonb_agg(to_jsonb(o) order by o.view), '[]') from (
                select v.slug as view, count(*) from frescura.alerts a left join frescura.views v on v.id = a.view_id
                 where a.closed_at is null and a.acknowledged_at is null group by 1) o) as open_alerts`,
    ),
    many(healthRow, sql`select ${sql(COLUMNS)} from frescura.health()`),
  ]);
  return { ...clock, views };
}

/** How fresh some views are, by their slugs; those that nobody has registered are left out. */
export async function someHealth(
  sql: Executor,
  slugs: readonly string[],
): Promise<{ now: string; views: ViewHealth[] }> {
  const [now, views] = await Promise.all([
    value(timestamp, sql`select clock_timestamp()`),
    many(
      healthRow,
      sql`
      select ${sql(COLUMNS.map((column) => `h.${column}`))}
        from frescura.views v cross join lateral frescura.health(v.slug) h where v.slug = any(${[...slugs]})`,
    ),
  ]);
  return { now, views };
}

/** How fresh one view is, by its slug. */
export async function healthOf(sql: Executor, slug: string): Promise<ViewHealth> {
  return await one(healthRow, sql`select ${sql(COLUMNS)} from frescura.health(${slug})`);
}

/** What may be done with the numbers of each view, by its slug. */
export async function verdicts(sql: Executor): Promise<ReadonlyMap<string, Verdict>> {
  const rows = await many(
    z.object({ slug: z.string(), verdict }),
    sql`select slug, verdict from frescura.verdict()`,
  );
  return new Map(rows.map((row) => [row.slug, row.verdict]));
}

/** What stands in the way of all views, or of one by its slug. */
export async function findings(sql: Executor, slug: string | null): Promise<Finding[]> {
  return await many(finding, sql`select * from frescura.doctor(${slug})`);
}

/** What the server and its host allow. */
export async function hostFacts(sql: Executor): Promise<HostFact[]> {
  return await many(hostFact, sql`select * from frescura.host()`);
}
