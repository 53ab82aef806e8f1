import { emitAuditEvent } from "@/db/queries/audit";
import { noteAuthentication } from "@/db/queries/sessions";
import { ownAuthentication } from "@/lib/contract/sessions";
import { type Actor, auditName, callerKey } from "@/server/actor";
import { recordRefusal } from "@/server/audit-log/refusals";
import { parseInput } from "@/server/parse";
import { requirePassword, requirePerson } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { authenticateUser } from "@/server/users/authenticate";

/**
 * Takes a person's password as proof that it is still he who sits there, for some minutes.
 *
 * @throws ProblemError bad_body naming `password` when that is wrong, rate_limited after too many tries
 */
export async function authenticate(actor: Actor, input: unknown): Promise<{ authenticated: true }> {
  requirePerson(actor, "a password");
  requirePassword(actor);
  const { password } = parseInput(ownAuthentication, input, "bad_body");
  // Counted like signing in: a session left open must not be a way to guess the password.
  if (!(await authenticateUser({ email: actor.email, password }, { known: callerKey(actor) }))) {
    await recordRefusal({ actor: auditName(actor), action: "sign-in.refuse", target: actor.email });
    throw new ProblemError("bad_body", "The password is wrong.", { parameter: "password" });
  }
  const session = actor.session?.id;
  await transaction(async (tx) => {
    if (session) await noteAuthentication(tx, session);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "session.authenticate",
      target: actor.email,
    });
  });
  return { authenticated: true };
}
