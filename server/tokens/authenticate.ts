import { findToken, noteTokenUse } from "@/db/queries/tokens";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { logger } from "@/server/log";
import { hashToken, looksLikeToken } from "@/server/tokens/format";

/** Who a token stands for; null when it is none of ours, or has ended. */
export async function authenticateToken(token: string): Promise<Actor | null> {
  if (!looksLikeToken(token)) return null;
  const row = await findToken(db().sql, hashToken(token));
  if (row?.unnoted) await noteUse(row.id);
  if (!row) return null;
  const { id, unnoted: _unnoted, only, ...told } = row;
  return { kind: "token", id: String(id), ...told, only: only ?? undefined };
}

/** A database that takes no writes for a while, as a standby does, must not keep readers out. */
async function noteUse(id: number): Promise<void> {
  try {
    await noteTokenUse(db().sql, id);
  } catch (error) {
    logger().warn({ err: error, token: id }, "the use of a token could not be noted");
  }
}
