import { recordDeed } from "@/db/queries/audit";
import { resumeView } from "@/db/queries/control";
import type { ResumeAnswer } from "@/lib/contract/control";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { findView } from "@/server/views";

/**
 * Lets a suspended view be scheduled again, with a try at once, and asks anew for its events that were set aside.
 * For those who refresh or operate. A view that is not suspended stays as it is.
 *
 * @param view slug or name
 */
export async function resume(actor: Actor, view: string): Promise<ResumeAnswer> {
  requirePermission(actor, "resumeView");
  const slug = await findView(view);
  const resumed = await resumeView(db().sql, slug);
  if (resumed) await recordDeed(db().sql, { actor: auditName(actor), action: "view.resume", target: slug });
  return { view: slug, resumed };
}
