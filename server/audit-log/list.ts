import { deedsOf } from "@/db/queries/audit";
import { type DeedsAnswer, deedsQuery } from "@/lib/contract/audit-log";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";

/**
 * Who did what that changes or costs something, newest first. Only admins may: it tells on people.
 *
 * @param input see `deedsQuery`
 */
export async function listDeeds(actor: Actor, input: unknown): Promise<DeedsAnswer> {
  requirePermission(actor, "listDeeds");
  const query = parseInput(deedsQuery, input);
  const deeds = await deedsOf(db().sql, query);
  return { deeds, next_before: deeds.length === query.limit ? deeds.at(-1)!.id : null };
}
