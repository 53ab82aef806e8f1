import { emitAuditEvent } from "@/db/queries/audit";
import { insertView } from "@/db/queries/registry";
import { newView, type RegisteredView } from "@/lib/contract/registry";
import { type Actor, auditName } from "@/server/actor";
import { env } from "@/server/env";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";

/**
 * Registers a materialized view, so that it is refreshed, measured and shown. Only admins may.
 *
 * @param input view as name or schema.name; slug, SLA in seconds and title where wanted; time zone (default: BUSINESS_TIME_ZONE)
 */
export async function registerView(actor: Actor, input: unknown): Promise<RegisteredView> {
  requirePermission(actor, "registerView");
  const asked = parseInput(newView, input, "bad_body");
  const zoned = { ...asked, time_zone: asked.time_zone ?? env().BUSINESS_TIME_ZONE };
  return await transaction(async (tx) => {
    const view = await insertView(tx, zoned);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.register",
      target: view.slug,
      detail: { view: `${view.schema_name}.${view.view_name}`, sla_seconds: view.sla_seconds },
    });
    return view;
  });
}
