import { emitAuditEvent } from "@/db/queries/audit";
import { insertUser } from "@/db/queries/users";
import { newUser, type UserWithPassword } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { requireGoodPassword } from "@/server/users/judge-password";
import { hashPassword, makePassword } from "@/server/users/password";

/**
 * Makes an account. Only admins may; the first one is made by the command line.
 *
 * @param input email, name, role, and password; without one it is made
 * @returns the account, and the password that was made for it, which is nowhere to be read again
 */
export async function createUser(actor: Actor, input: unknown): Promise<UserWithPassword> {
  requirePermission(actor, "createUser");
  const { email, name, role, groups, password: given } = parseInput(newUser, input, "bad_body");
  if (given !== undefined) await requireGoodPassword(given, [email, name]);
  const password = given ?? makePassword();
  const passwordHash = await hashPassword(password);
  const user = await transaction(async (tx) => {
    const made = await insertUser(tx, { email, name, role, groups, passwordHash });
    if (!made) throw new ProblemError("conflict", `${email} has an account already.`, { parameter: "email" });
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "user.create",
      target: email,
      detail: { id: made.id, role, ...(groups && { groups: groups.join(", ") }) },
    });
    return made;
  });
  return { ...user, password: given === undefined ? password : null };
}
