import { emitAuditEvent } from "@/db/queries/audit";
import { insertToken } from "@/db/queries/tokens";
import { newToken, type TokenInfo } from "@/lib/contract/access";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { hashToken, makeToken, tokenPrefix } from "@/server/tokens/format";
import { transaction } from "@/server/transaction";

/**
 * Makes a token of the API. Only admins may.
 *
 * @param input name and role
 * @returns the token, which is nowhere to be read again, and what is kept of it
 */
export async function createToken(actor: Actor, input: unknown): Promise<TokenInfo & { token: string }> {
  requirePermission(actor, "createToken");
  const { name, role } = parseInput(newToken, input, "bad_body");
  const token = makeToken();
  const createdBy = auditName(actor);
  const kept = { name, role, prefix: tokenPrefix(token), hash: hashToken(token), createdBy };
  const info = await transaction(async (tx) => {
    const made = await insertToken(tx, kept);
    const detail = { id: made.id, role };
    await emitAuditEvent(tx, { actor: createdBy, action: "token.create", target: name, detail });
    return made;
  });
  return { ...info, token };
}
