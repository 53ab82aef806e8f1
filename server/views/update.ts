import { emitAuditEvent } from "@/db/queries/audit";
import { changeView, settingsOf } from "@/db/queries/view-settings";
import { type ViewSettings, viewChange } from "@/lib/contract/view-settings";
import { formatTarget } from "@/lib/targets";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Changes settings of a view; what is left out stays. Only admins may.
 *
 * @param view slug or name
 * @param input see `viewChange`
 */
export async function updateView(actor: Actor, view: string, input: unknown): Promise<ViewSettings> {
  requirePermission(actor, "updateView");
  const change = parseInput(viewChange, input, "bad_body");
  if (Object.keys(change).length === 0) throw new ProblemError("bad_body", "The body names no setting.");
  const { targets, seen_by, ...rest } = change;
  const slug = await findView(actor, view);
  await transaction(async (tx) => {
    await changeView(tx, slug, change);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.update",
      target: slug,
      detail: {
        ...rest,
        ...(targets && { targets: targets.map(formatTarget).join("; ") }),
        ...(seen_by !== undefined && { seen_by: seen_by?.join(", ") ?? "everybody" }),
      },
    });
  });
  return await settingsOf(db().sql, slug);
}
