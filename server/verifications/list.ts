import { listedVerifications } from "@/db/queries/verifications";
import { type VerificationsAnswer, verificationsQuery } from "@/lib/contract/verifications";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Kept verifications, newest first. For admin and ops: they quote keys.
 *
 * @param input see `verificationsQuery`
 */
export async function listVerifications(actor: Actor, input: unknown): Promise<VerificationsAnswer> {
  requirePermission(actor, "listVerifications");
  const { view, limit, before } = parseInput(verificationsQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  const rows = await listedVerifications(db().sql, {
    slug,
    without: withoutIds(actor),
    before,
    limit: limit + 1,
  });
  const verifications = rows.slice(0, limit);
  return { verifications, next_before: rows.length > limit ? verifications.at(-1)!.id : null };
}
