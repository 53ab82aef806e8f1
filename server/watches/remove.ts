import { recordDeed } from "@/db/queries/audit";
import { unwatchSource } from "@/db/queries/sources";
import { type UnwatchAnswer, watchRemoval } from "@/lib/contract/watches";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { findView } from "@/server/views";
import { sourceProblem } from "@/server/watches/problem";

/**
 * Ends the high-impact events of a source; a tracked one stays tracked. Only admins may.
 *
 * @param input `{ view, source }`
 */
export async function removeWatch(actor: Actor, input: unknown): Promise<UnwatchAnswer> {
  requirePermission(actor, "removeWatch");
  const { view, source } = parseInput(watchRemoval, input);
  const slug = await findView(view);
  const unwatched = await unwatchSource(db().sql, slug, source).catch((error) => {
    throw sourceProblem(error);
  });
  if (unwatched) {
    const detail = { source };
    await recordDeed(db().sql, { actor: auditName(actor), action: "view.unwatch", target: slug, detail });
  }
  return { view: slug, source, unwatched };
}
