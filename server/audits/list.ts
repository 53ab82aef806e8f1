import { listedAudits } from "@/db/queries/audits";
import { type AuditsAnswer, auditsQuery } from "@/lib/contract/audits";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { findView } from "@/server/views";

/**
 * Kept audits, newest first. For admin and ops: they quote keys.
 *
 * @param input see `auditsQuery`
 */
export async function listAudits(actor: Actor, input: unknown): Promise<AuditsAnswer> {
  requirePermission(actor, "listAudits");
  const { view, limit, before } = parseInput(auditsQuery, input);
  const slug = view === undefined ? undefined : await findView(view);
  const rows = await listedAudits(db().sql, { slug, before, limit: limit + 1 });
  const audits = rows.slice(0, limit);
  return { audits, next_before: rows.length > limit ? audits.at(-1)!.id : null };
}
