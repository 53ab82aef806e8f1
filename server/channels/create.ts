import { emitAuditEvent } from "@/db/queries/audit";
import { insertChannel } from "@/db/queries/channels";
import { type Channel, newChannel } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";
import { maskedTarget } from "./mask";

/**
 * Makes a channel, to which alerts are told from their next edge on. Only admins may.
 *
 * @param input see `newChannel`
 */
export async function createChannel(actor: Actor, input: unknown): Promise<Channel> {
  requirePermission(actor, "createChannel");
  const channel = parseInput(newChannel, input, "bad_body");
  const id = await transaction(async (tx) => {
    const made = await insertChannel(tx, channel);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.create",
      target: channel.name,
      detail: { id: made, kind: channel.kind, target: maskedTarget(channel) },
    });
    return made;
  });
  return await findChannel({ id });
}
