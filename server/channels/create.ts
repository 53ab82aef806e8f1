import { emitAuditEvent } from "@/db/queries/audit";
import { insertChannel } from "@/db/queries/channels";
import { SINKS } from "@/lib/alerts/alert-sinks";
import { type MadeChannel, newChannel } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";
import { maskedTarget } from "./mask";
import { requireSafe } from "./safe-target";
import { makeWebhookSecret } from "./secret";

/**
 * Makes a channel, to which alerts are told from their next edge on; the secret that signs a webhook is nowhere to be read again. Only admins may.
 *
 * @param input see `newChannel`
 */
export async function createChannel(actor: Actor, input: unknown): Promise<MadeChannel> {
  requirePermission(actor, "createChannel");
  const channel = parseInput(newChannel, input, "bad_body");
  requireSafe(channel.kind, channel.target);
  const secret = SINKS[channel.kind].signed ? makeWebhookSecret() : null;
  const id = await transaction(async (tx) => {
    const made = await insertChannel(tx, { ...channel, secret });
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.create",
      target: channel.name,
      detail: { id: made, kind: channel.kind, target: maskedTarget(channel) },
    });
    return made;
  });
  return { ...(await findChannel({ id })), secret };
}
