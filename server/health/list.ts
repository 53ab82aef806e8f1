import { allHealth } from "@/db/queries/health";
import type { HealthList } from "@/lib/contract/health";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { healthFor, openAlertsFor } from "@/server/redact";
import { seen } from "@/server/sight";

/** How fresh every view is that one sees. */
export async function listHealth(actor: Actor): Promise<HealthList> {
  const { views, open_alerts, ...whole } = await allHealth(db().sql);
  return {
    ...whole,
    open_alerts: openAlertsFor(actor, open_alerts),
    views: seen(actor, views).map((view) => healthFor(actor, view)),
  };
}
