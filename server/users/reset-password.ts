import { emitAuditEvent } from "@/db/queries/audit";
import { accountById, setPasswordHash } from "@/db/queries/users";
import { newPassword, type UserWithPassword } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { noSuchUser, userId } from "@/server/users/find";
import { requireGoodPassword } from "@/server/users/judge-password";
import { hashPassword, makePassword } from "@/server/users/password";

/**
 * Gives an account another password, which ends its sessions. Only admins may.
 *
 * @param given id or address
 * @param input `{ password? }`; without one it is made
 * @returns the account, and the password that was made, which is nowhere to be read again
 */
export async function resetPassword(actor: Actor, given: string, input: unknown): Promise<UserWithPassword> {
  requirePermission(actor, "resetPassword");
  const { password: wanted } = parseInput(newPassword, input, "bad_body");
  const password = wanted ?? makePassword();
  const id = await userId(given);
  const account = await accountById(db().sql, id);
  if (!account) throw noSuchUser(given);
  if (wanted !== undefined) await requireGoodPassword(wanted, [account.email, account.name]);
  const hash = await hashPassword(password);
  const user = await transaction(async (tx) => {
    const changed = await setPasswordHash(tx, id, hash);
    if (!changed) throw noSuchUser(given);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "user.password",
      target: changed.email,
      detail: { id },
    });
    return changed;
  });
  return { ...user, password: wanted === undefined ? password : null };
}
