import { judgeAlertsIfNobodyDoes, readAlerts } from "@/db/queries/alerts";
import { type AlertsAnswer, alertsQuery } from "@/lib/contract/alerts";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { alertFor } from "@/server/redact";
import { withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Alerts, newest first. Everyone signed in may know. Where no driver is alive, whoever looks judges: that nothing
 * drives the tiers is told by nobody else.
 *
 * @param input see `alertsQuery`
 */
export async function listAlerts(actor: Actor, input: unknown): Promise<AlertsAnswer> {
  const { view, limit, ...query } = parseInput(alertsQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  await judgeAlertsIfNobodyDoes(db().sql);
  const rows = await readAlerts(db().sql, { ...query, slug, without: withoutIds(actor), limit: limit + 1 });
  const alerts = rows.slice(0, limit).map((alert) => alertFor(actor, alert));
  return { alerts, next_before: rows.length > limit ? alerts.at(-1)!.id : null };
}
