import { healthOf } from "@/db/queries/health";
import { type RefreshAnswer, refreshQuery } from "@/lib/contract/refresh";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { admitRefresh } from "@/server/refresh/admit";
import { refreshFailed } from "@/server/refresh/failure";
import { refreshesLeft } from "@/server/refresh/limit";
import { leftAlone, runRefresh } from "@/server/refresh/run";
import { findView } from "@/server/views";

/**
 * Refreshes one view on demand. Without `force` a view that needs none is left alone, which costs nothing.
 *
 * @param view slug or name
 * @param input see `refreshQuery`
 * @throws ProblemError forbidden, bad_parameter, rate_limited or refresh_failed
 */
export async function requestRefresh(actor: Actor, view: string, input: unknown): Promise<RefreshAnswer> {
  requirePermission(actor, "refresh");
  const { force } = parseInput(refreshQuery, input);
  const health = await healthOf(db().sql, await findView(actor, view));
  if (!force && !health.needs_refresh) {
    return { ...leftAlone(health), remaining: await refreshesLeft(actor) };
  }
  const remaining = await admitRefresh(actor, [health.slug], force);
  const result = await runRefresh(actor, health.slug, force);
  if (!result.success) throw await refreshFailed(actor, result, { remaining });
  return { ...result, remaining };
}
