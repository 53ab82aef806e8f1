import { emitAuditEvent } from "@/db/queries/audit";
import { forgetView } from "@/db/queries/unregister";
import { holdingsOf } from "@/db/queries/view-settings";
import type { UnregisterAnswer } from "@/lib/contract/view-settings";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Forgets a view with all that is kept of it; the materialized view itself stays. Only admins may.
 *
 * @param view slug or name
 * @throws ProblemError busy while it is refreshed or written to, or something reads its live view
 */
export async function unregisterView(actor: Actor, view: string): Promise<UnregisterAnswer> {
  requirePermission(actor, "unregisterView");
  const slug = await findView(actor, view);
  const holdings = await transaction(async (tx) => {
    const lost = await holdingsOf(tx, slug);
    await forgetView(tx, slug);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.unregister",
      target: slug,
      detail: { ...lost },
    });
    return lost;
  });
  return { view: slug, unregistered: true, holdings };
}
