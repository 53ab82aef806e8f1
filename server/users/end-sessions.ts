import { emitAuditEvent } from "@/db/queries/audit";
import { endSessions } from "@/db/queries/sessions";
import { accountById } from "@/db/queries/users";
import { type Actor, auditName } from "@/server/actor";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { noSuchUser, userId } from "@/server/users/find";

/**
 * Signs an account out everywhere. Only admins may.
 *
 * @param given id or address
 */
export async function endSessionsOf(actor: Actor, given: string): Promise<{ ended: number }> {
  requirePermission(actor, "endSessionsOf");
  const id = await userId(given);
  return await transaction(async (tx) => {
    const account = await accountById(tx, id);
    if (!account) throw noSuchUser(given);
    const ended = await endSessions(tx, id, "ended");
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "session.end",
      target: account.email,
      detail: { ended, reason: "ended" },
    });
    return { ended };
  });
}
