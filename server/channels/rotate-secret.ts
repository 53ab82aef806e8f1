import { emitAuditEvent } from "@/db/queries/audit";
import { rotateSecret } from "@/db/queries/channels";
import { SINKS } from "@/lib/alerts/alert-sinks";
import type { ChannelSecret } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";
import { makeWebhookSecret } from "./secret";

/**
 * Gives a webhook another secret, which is nowhere to be read again. The former signs beside it, so that the receiver
 * takes every message while it changes over. Only admins may.
 *
 * @param given id of the channel, as `{ id }`
 * @throws ProblemError conflict while a former one is not ended yet, which a receiver may still go by
 */
export async function rotateChannelSecret(actor: Actor, given: unknown): Promise<ChannelSecret> {
  requirePermission(actor, "rotateChannelSecret");
  const { id, name, kind } = await findChannel(given);
  if (!SINKS[kind].signed) {
    throw new ProblemError("unsupported", `What a channel of the kind ${kind} tells is not signed.`);
  }
  const secret = makeWebhookSecret();
  const secrets = await transaction(async (tx) => {
    const count = await rotateSecret(tx, id, secret);
    if (count === null) {
      throw new ProblemError("conflict", "The channel has two secrets already: end the former one first.");
    }
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.rotate",
      target: name,
      detail: { id },
    });
    return count;
  });
  return { id, secret, secrets };
}
