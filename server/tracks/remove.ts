import { recordDeed } from "@/db/queries/audit";
import { removeTracks } from "@/db/queries/tracks";
import { trackRemoval, type UntrackAnswer } from "@/lib/contract/tracks";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { trackProblem } from "@/server/tracks/problem";
import { findView } from "@/server/views";

/**
 * Stops tracking a view, all its sources at once, and drops its ledger and live view. Only admins may.
 *
 * @param input `{ view }`, slug or name
 */
export async function removeTrack(actor: Actor, input: unknown): Promise<UntrackAnswer> {
  requirePermission(actor, "removeTrack");
  const { view } = parseInput(trackRemoval, input);
  const slug = await findView(view);
  const untracked = await removeTracks(db().sql, slug).catch((error) => {
    throw trackProblem(error);
  });
  if (untracked) {
    await recordDeed(db().sql, { actor: auditName(actor), action: "view.untrack", target: slug });
  }
  return { view: slug, untracked };
}
