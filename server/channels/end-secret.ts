import { emitAuditEvent } from "@/db/queries/audit";
import { dropFormerSecret } from "@/db/queries/channels";
import type { FormerSecretEnd } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";

/**
 * Ends the former secret of a webhook, so that the latest alone signs. Only admins may.
 *
 * @param given id of the channel, as `{ id }`
 */
export async function endFormerSecret(actor: Actor, given: unknown): Promise<FormerSecretEnd> {
  requirePermission(actor, "endFormerSecret");
  const { id, name } = await findChannel(given);
  const ended = await transaction(async (tx) => {
    const done = await dropFormerSecret(tx, id);
    if (done) {
      await emitAuditEvent(tx, {
        actor: auditName(actor),
        action: "channel.retire",
        target: name,
        detail: { id },
      });
    }
    return done;
  });
  return { id, ended };
}
