import { recordDeed } from "@/db/queries/audit";
import { insertUser } from "@/db/queries/users";
import { newUser, type UserWithPassword } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { hashPassword, makePassword } from "@/server/users/password";

/**
 * Makes an account. Only admins may; the first one is made by the command line.
 *
 * @param input email, name, role, and password; without one it is made
 * @returns the account, and the password that was made for it, which is nowhere to be read again
 */
export async function createUser(actor: Actor, input: unknown): Promise<UserWithPassword> {
  requirePermission(actor, "createUser");
  const { email, name, role, password: given } = parseInput(newUser, input, "bad_body");
  const password = given ?? makePassword();
  const user = await insertUser(db().sql, { email, name, role, passwordHash: await hashPassword(password) });
  if (!user) throw new ProblemError("conflict", `${email} has an account already.`, { parameter: "email" });
  await recordDeed(db().sql, {
    actor: auditName(actor),
    action: "user.create",
    target: email,
    detail: { id: user.id, role },
  });
  return { ...user, password: given === undefined ? password : null };
}
