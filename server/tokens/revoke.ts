import { z } from "zod";
import { emitAuditEvent } from "@/db/queries/audit";
import { markTokenRevoked } from "@/db/queries/tokens";
import type { TokenInfo } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";

const input = z.object({ id: z.coerce.number().int().positive() });

/**
 * Revokes a token, from its next request on. Only admins may.
 *
 * @param given its id, as `{ id }`
 */
export async function revokeToken(actor: Actor, given: unknown): Promise<TokenInfo> {
  requirePermission(actor, "revokeToken");
  const { id } = parseInput(input, given);
  return await transaction(async (tx) => {
    const info = await markTokenRevoked(tx, id);
    if (!info) throw new ProblemError("not_found", `There is no token with the id ${id}.`);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "token.revoke",
      target: info.name,
      detail: { id },
    });
    return info;
  });
}
