import { z } from "zod";
import { emitAuditEvent } from "@/db/queries/audit";
import { endSessions } from "@/db/queries/sessions";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePerson } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";

const byId = z.object({ id: z.uuid({ error: "id is not the id of a session" }) });

/** Ends all of one's own sessions, this one too. */
export async function endOwnSessions(actor: Actor): Promise<{ ended: number }> {
  return await end(actor);
}

/**
 * Ends one of one's own sessions.
 *
 * @throws ProblemError not_found for one that is not one's own, or has ended
 */
export async function endOwnSession(actor: Actor, given: string): Promise<{ ended: number }> {
  requirePerson(actor, "sessions");
  const { id } = parseInput(byId, { id: given });
  return await end(actor, id);
}

async function end(actor: Actor, one?: string): Promise<{ ended: number }> {
  requirePerson(actor, "sessions");
  return await transaction(async (tx) => {
    const ended = await endSessions(tx, Number(actor.id), "ended", one);
    if (one !== undefined && ended === 0) {
      throw new ProblemError("not_found", "You have no open session with this id.");
    }
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "session.end",
      target: actor.email,
      detail: { ended, reason: "ended" },
    });
    return { ended };
  });
}
