import { recordDeed } from "@/db/queries/audit";
import { CancelRefused, cancelAttempt, runningAttempt } from "@/db/queries/control";
import type { CancelAnswer } from "@/lib/contract/control";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
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
  const slug = await findView(view);
  const id = await runningAttempt(db().sql, slug);
  if (id === null || !(await cancelled(id, signature(actor)))) {
    throw new ProblemError("not_running", "No refresh of this view is running.", { view: slug });
  }
  await recordDeed(db().sql, {
    actor: auditName(actor),
    action: "view.cancel",
    target: slug,
    detail: { refresh_id: id },
  });
  return { view: slug, refresh_id: id, cancelled: true };
}

async function cancelled(id: number, by: string): Promise<boolean> {
  try {
    return await cancelAttempt(db().sql, id, by);
  } catch (error) {
    if (!(error instanceof CancelRefused)) throw error;
    throw new ProblemError(
      "unsupported",
      "The refresh runs in a session of another role, which the role of this connection may not cancel. Grant it pg_signal_backend.",
      { refresh_id: id },
    );
  }
}
