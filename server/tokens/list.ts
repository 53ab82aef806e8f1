import { allTokens } from "@/db/queries/tokens";
import type { TokenInfo } from "@/lib/contract/access";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";

/** All tokens, newest first, revoked ones too. Only admins may. */
export async function listTokens(actor: Actor): Promise<TokenInfo[]> {
  requireRole(actor, ["admin"], "see tokens");
  return await allTokens(db().sql);
}
