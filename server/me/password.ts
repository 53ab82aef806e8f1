import { emitAuditEvent } from "@/db/queries/audit";
import { setPasswordHash } from "@/db/queries/users";
import { ownPassword } from "@/lib/contract/access";
import { type Actor, auditName, callerKey } from "@/server/actor";
import { recordRefusal } from "@/server/audit-log/refusals";
import { parseInput } from "@/server/parse";
import { requirePassword, requirePerson } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { authenticateUser } from "@/server/users/authenticate";
import { requireGoodPassword } from "@/server/users/judge-password";
import { hashPassword } from "@/server/users/password";

/**
 * Gives one's own account another password, which ends its sessions, this one too. For people: a token has none.
 *
 * @param input the current password, and the new one
 * @throws ProblemError bad_body naming `current` when that is wrong, rate_limited after too many tries
 */
export async function changeOwnPassword(actor: Actor, input: unknown): Promise<{ changed: boolean }> {
  requirePerson(actor, "a password");
  requirePassword(actor);
  const { current, password } = parseInput(ownPassword, input, "bad_body");
  // Counted like signing in: a session left open must not be a way to guess the password.
  if (!(await authenticateUser({ email: actor.email, password: current }, { known: callerKey(actor) }))) {
    await recordRefusal({ actor: auditName(actor), action: "sign-in.refuse", target: actor.email });
    throw new ProblemError("bad_body", "The current password is wrong.", { parameter: "current" });
  }
  await requireGoodPassword(password, [actor.email, actor.name]);
  const hash = await hashPassword(password);
  await transaction(async (tx) => {
    await setPasswordHash(tx, Number(actor.id), hash);
    await emitAuditEvent(tx, { actor: auditName(actor), action: "user.password", target: actor.email });
  });
  return { changed: true };
}
