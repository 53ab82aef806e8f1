import { allTokens } from "@/db/queries/tokens";
import type { TokenInfo } from "@/lib/contract/access";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requirePermission } from "@/server/permission";

/** All tokens, newest first, revoked ones too. Only admins may. */
export async function listTokens(actor: Actor): Promise<TokenInfo[]> {
  requirePermission(actor, "listTokens");
  return await allTokens(db().sql);
}
