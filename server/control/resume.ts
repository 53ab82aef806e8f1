import { emitAuditEvent } from "@/db/queries/audit";
import { resumeView } from "@/db/queries/control";
import type { ResumeAnswer } from "@/lib/contract/control";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Lets a suspended view be scheduled again, with a try at once, and asks anew for its events that were set aside.
 * For those who refresh or operate. A view that is not suspended stays as it is.
 *
 * @param view slug or name
 */
export async function resume(actor: Actor, view: string): Promise<ResumeAnswer> {
  requirePermission(actor, "resumeView");
  const slug = await findView(actor, view);
  const resumed = await transaction(async (tx) => {
    const done = await resumeView(tx, slug);
    if (done) await emitAuditEvent(tx, { actor: auditName(actor), action: "view.resume", target: slug });
    return done;
  });
  return { view: slug, resumed };
}
