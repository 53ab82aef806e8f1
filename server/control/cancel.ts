import { emitAuditEvent } from "@/db/queries/audit";
import { cancelAttempt, runningAttempt } from "@/db/queries/control";
import { Refusal } from "@/db/refusal";
import type { CancelAnswer } from "@/lib/contract/control";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Cancels the refresh of a view that runs, whoever asked for it; the view stays as it was. For those who refresh
 * or operate. Whoever waited for it starts the next one.
 *
 * @param view slug or name
 * @throws ProblemError not_running when nothing runs, or it has just ended
 */
export async function cancelRefresh(actor: Actor, view: string): Promise<CancelAnswer> {
  requirePermission(actor, "cancelRefresh");
  const slug = await findView(actor, view);
  const running = await runningAttempt(db().sql, slug);
  if (!running) throw notRunning(slug);
  const { id, cancellable } = running;
  if (!cancellable) throw new Refusal("not_ours", `Refresh ${id} runs in a session of another role.`);
  // No rollback takes a signal back: the event is committed first, and stays where the refresh ends by itself meanwhile.
  await transaction((tx) =>
    emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.cancel",
      target: slug,
      detail: { refresh_id: id },
    }),
  );
  const cancelled = await cancelAttempt(db().sql, id, signature(actor));
  if (!cancelled) throw notRunning(slug);
  return { view: slug, refresh_id: id, cancelled: true };
}

function notRunning(slug: string): ProblemError {
  return new ProblemError("not_running", "No refresh of this view is running.", { view: slug });
}
