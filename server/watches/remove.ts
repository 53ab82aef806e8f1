import { emitAuditEvent } from "@/db/queries/audit";
import { unwatchSource } from "@/db/queries/sources";
import { type UnwatchAnswer, watchRemoval } from "@/lib/contract/watches";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Ends the high-impact events of a source; a tracked one stays tracked. Only admins may.
 *
 * @param input `{ view, source }`
 */
export async function removeWatch(actor: Actor, input: unknown): Promise<UnwatchAnswer> {
  requirePermission(actor, "removeWatch");
  const { view, source } = parseInput(watchRemoval, input);
  const slug = await findView(actor, view);
  const unwatched = await transaction(async (tx) => {
    const done = await unwatchSource(tx, slug, source);
    const detail = { source };
    if (done)
      await emitAuditEvent(tx, { actor: auditName(actor), action: "view.unwatch", target: slug, detail });
    return done;
  });
  return { view: slug, source, unwatched };
}
