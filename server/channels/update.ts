import { emitAuditEvent } from "@/db/queries/audit";
import { updateChannel } from "@/db/queries/channels";
import { type Channel, channelChange, wrongTarget } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";
import { maskedTarget } from "./mask";
import { requireSafe } from "./safe-target";

/**
 * Changes a channel; what is left out stays. What waits for it goes to the new target. Only admins may.
 *
 * @param given its id, as `{ id }`
 * @param input see `channelChange`
 */
export async function changeChannel(actor: Actor, given: unknown, input: unknown): Promise<Channel> {
  requirePermission(actor, "changeChannel");
  const change = parseInput(channelChange, input, "bad_body");
  if (Object.keys(change).length === 0)
    throw new ProblemError("bad_body", "The body names nothing to change.");
  const { id, name, kind } = await findChannel(given);
  const wrong = change.target === undefined ? null : wrongTarget(kind, change.target);
  if (wrong) throw new ProblemError("bad_body", `${wrong}.`, { parameter: "target" });
  if (change.target !== undefined) requireSafe(kind, change.target);
  const { target, ...rest } = change;
  await transaction(async (tx) => {
    await updateChannel(tx, id, change);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.update",
      target: name,
      detail: { id, ...rest, ...(target && { target: maskedTarget({ kind, target }) }) },
    });
  });
  return await findChannel({ id });
}
