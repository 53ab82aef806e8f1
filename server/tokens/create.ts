import { emitAuditEvent } from "@/db/queries/audit";
import { insertToken } from "@/db/queries/tokens";
import { newToken, type TokenInfo } from "@/lib/contract/access";
import { isAdmin, type Role, SCOPES, type Scope } from "@/lib/roles";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { hashToken, makeToken, tokenPrefix } from "@/server/tokens/format";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Makes a token of the API, which ends with its maker. Only admins may.
 *
 * @param input name, role, scopes (without: all that the role can do), views (without: all that it sees) and days until it ends (without: 90)
 * @returns the token, which is nowhere to be read again, and what is kept of it
 */
export async function createToken(actor: Actor, input: unknown): Promise<TokenInfo & { token: string }> {
  requirePermission(actor, "createToken");
  const {
    name,
    role,
    expires_in_days: days,
    views: named,
    scopes = scopesFor(named ? null : role),
  } = parseInput(newToken, input, "bad_body");
  if (named && scopes.includes("admin")) {
    const says = "A token that is limited to some views cannot have the scope admin.";
    throw new ProblemError("bad_body", says, { parameter: "views" });
  }
  const views = named && (await Promise.all(named.map((view) => findView(actor, view))));
  const token = makeToken();
  const createdBy = auditName(actor);
  const userId = actor.kind === "user" ? Number(actor.id) : null;
  const kept = { name, role, scopes: [...new Set(scopes)], views, days, userId, createdBy };
  const secret = { prefix: tokenPrefix(token), hash: hashToken(token) };
  const info = await transaction(async (tx) => {
    const made = await insertToken(tx, { ...kept, ...secret });
    if (!made) {
      const says = `A token that is not revoked has the name ${name}.`;
      throw new ProblemError("conflict", says, { parameter: "name" });
    }
    const detail = { id: made.id, role, scopes: made.scopes.join(" "), expires_at: made.expires_at };
    const limit = views && { views: views.join(" ") };
    await emitAuditEvent(tx, {
      actor: createdBy,
      action: "token.create",
      target: name,
      detail: { ...detail, ...limit },
    });
    return made;
  });
  return { ...info, token };
}

/** All that a role can be used for, whatever REFRESH_ROLES says later; null: of some views only. */
function scopesFor(role: Role | null): Scope[] {
  return role && isAdmin(role) ? [...SCOPES] : SCOPES.filter((scope) => scope !== "admin");
}
