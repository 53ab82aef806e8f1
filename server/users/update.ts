import { emitAuditEvent } from "@/db/queries/audit";
import { changeUser } from "@/db/queries/users";
import { type User, userChange } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { noSuchUser, userId } from "@/server/users/find";

/**
 * Changes name, role or groups of an account, closes it or opens it again; it counts at its next request. Only admins may.
 *
 * @param given id or address
 * @param input see `userChange`
 * @throws Refusal last_admin when nobody would be left who may do this
 */
export async function updateUser(actor: Actor, given: string, input: unknown): Promise<User> {
  requirePermission(actor, "updateUser");
  const change = parseInput(userChange, input, "bad_body");
  if (Object.keys(change).length === 0) throw new ProblemError("bad_body", "The body names no change.");
  const { groups, ...rest } = change;
  const id = await userId(given);
  return await transaction(async (tx) => {
    const user = await changeUser(tx, id, change);
    if (!user) throw noSuchUser(given);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "user.update",
      target: user.email,
      detail: { id, ...rest, ...(groups && { groups: groups.join(", ") }) },
    });
    return user;
  });
}
