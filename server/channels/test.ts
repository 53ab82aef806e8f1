import { emitAuditEvent } from "@/db/queries/audit";
import { finishTest, insertTest } from "@/db/queries/channels";
import type { ChannelTest } from "@/lib/contract/alerts";
import { type Actor, auditName } from "@/server/actor";
import { send } from "@/server/alerts/send";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findChannel } from "./find";

/**
 * Sends a test by a channel at once, also one that is switched off, and says what came of it. Only admins may.
 *
 * @param given its id, as `{ id }`
 */
export async function testChannel(actor: Actor, given: unknown): Promise<ChannelTest> {
  requirePermission(actor, "testChannel");
  const { id, name } = await findChannel(given);
  // A message cannot be taken back: what asks for it is on record first, and how it ended is told by its own row.
  const notification = await transaction(async (tx) => {
    const test = await insertTest(tx, id);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "channel.test",
      target: name,
      detail: { id, notification_id: test.id },
    });
    return test;
  });
  const error = await send(notification);
  await finishTest(db().sql, notification.id, error);
  return { notification_id: notification.id, delivered: error === null, error };
}
