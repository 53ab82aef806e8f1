import { emitAuditEvent } from "@/db/queries/audit";
import { deleteChannel } from "@/db/queries/channels";
import type { ChannelRemoval } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";

/**
 * Removes a channel, with what still waits to be told there. Only admins may.
 *
 * @param given its id, as `{ id }`
 */
export async function removeChannel(actor: Actor, given: unknown): Promise<ChannelRemoval> {
  requirePermission(actor, "removeChannel");
  const { id, name, kind, waiting } = await findChannel(given);
  await transaction(async (tx) => {
    await deleteChannel(tx, id);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.remove",
      target: name,
      detail: { id, kind, waiting },
    });
  });
  return { id, removed: true };
}
