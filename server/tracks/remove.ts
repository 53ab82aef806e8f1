import { emitAuditEvent } from "@/db/queries/audit";
import { removeTracks } from "@/db/queries/tracks";
import { trackRemoval, type UntrackAnswer } from "@/lib/contract/tracks";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Stops tracking a view, all its sources at once, and drops its ledger and live view; or ends one further mapping of a
 * source. Only admins may.
 *
 * @param input see `trackRemoval`
 */
export async function removeTrack(actor: Actor, input: unknown): Promise<UntrackAnswer> {
  requirePermission(actor, "removeTrack");
  const { view, source, mapping } = parseInput(trackRemoval, input);
  const slug = await findView(actor, view);
  const untracked = await transaction(async (tx) => {
    const done = await removeTracks(tx, slug, { source, mapping });
    if (done) {
      await emitAuditEvent(tx, {
        actor: auditName(actor),
        action: "view.untrack",
        target: slug,
        ...(source && mapping && { detail: { source, mapping } }),
      });
    }
    return done;
  });
  return { view: slug, untracked };
}
