import { healthOf } from "@/db/queries/health";
import type { ViewHealth } from "@/lib/contract/health";
import { type RefreshAnswer, type RefreshResult, refreshViewQuery } from "@/lib/contract/refresh";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { admitRefresh } from "@/server/refresh/admit";
import { refreshFailed } from "@/server/refresh/failure";
import { isComplete } from "@/server/refresh/is-complete";
import { refreshesLeft } from "@/server/refresh/limit";
import { requireRefreshOf, requireRetry } from "@/server/refresh/may-retry";
import { findReaders } from "@/server/refresh/readers";
import { leftAlone, runRefresh } from "@/server/refresh/run";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Refreshes one view on demand. Without `force` a view that is fresh and known to lack nothing is left alone, which
 * costs nothing. With `readers` those that read it follow, each after what it reads, for one use of the limit.
 *
 * @param view slug or name
 * @param input see `refreshViewQuery`
 * @throws ProblemError forbidden, bad_parameter, rate_limited or refresh_failed
 */
export async function requestRefresh(actor: Actor, view: string, input: unknown): Promise<RefreshAnswer> {
  await requireRetry(actor);
  const { force, readers: withReaders } = parseInput(refreshViewQuery, input);
  const health = await healthOf(db().sql, await findView(actor, view));
  requireRefreshOf(actor, health);
  const readers = withReaders ? seen(actor, await findReaders(health.slug)) : [];
  const isNeeded = (each: ViewHealth) => force || !isComplete(each);
  if (!isNeeded(health) && !readers.some(isNeeded)) {
    const rest = withReaders && { readers: readers.map(leftAlone) };
    return { ...leftAlone(health), ...rest, remaining: await refreshesLeft(actor) };
  }
  const slugs = [health, ...readers].map(({ slug }) => slug);
  const remaining = await admitRefresh(actor, slugs, force);
  const results: RefreshResult[] = [];
  for (const each of [health, ...readers]) {
    // What it reads may have been brought up to date just now: whether it lacked anything before says nothing.
    const result = await runRefresh(actor, each, force);
    if (!result.success) throw await refreshFailed(actor, result, { remaining });
    results.push(result);
  }
  const [own, ...others] = results;
  return { ...own!, ...(withReaders && { readers: others }), remaining };
}
