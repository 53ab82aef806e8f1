import { emitAuditEvent } from "@/db/queries/audit";
import { endSessions } from "@/db/queries/sessions";
import { auditName } from "@/server/actor";
import { actorOfSession } from "@/server/sessions/find";
import { transaction } from "@/server/transaction";

/** Ends the session of a cookie, so that what was kept of the cookie opens nothing; none that has ended already. */
export async function signOut(claims: unknown): Promise<void> {
  const actor = await actorOfSession(claims);
  if (!actor?.session) return;
  const { id } = actor.session;
  await transaction(async (tx) => {
    await endSessions(tx, Number(actor.id), "signed_out", id);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "session.end",
      target: actor.email,
      detail: { ended: 1, reason: "signed_out" },
    });
  });
}
