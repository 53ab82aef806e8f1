import { judgeAlertsIfNobodyDoes, readAlerts } from "@/db/queries/alerts";
import { type AlertsAnswer, alertsQuery } from "@/lib/contract/alerts";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { findView } from "@/server/views";

/**
 * Alerts, newest first. Everyone signed in may know. Where no driver is alive, whoever looks judges: that nothing
 * drives the tiers is told by nobody else.
 *
 * @param input see `alertsQuery`
 */
export async function listAlerts(_actor: Actor, input: unknown): Promise<AlertsAnswer> {
  const { view, limit, ...query } = parseInput(alertsQuery, input);
  const slug = view === undefined ? undefined : await findView(view);
  await judgeAlertsIfNobodyDoes(db().sql);
  const rows = await readAlerts(db().sql, { ...query, slug, limit: limit + 1 });
  const alerts = rows.slice(0, limit);
  return { alerts, next_before: rows.length > limit ? alerts.at(-1)!.id : null };
}
