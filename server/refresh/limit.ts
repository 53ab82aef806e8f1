import type { Transaction } from "@/db/client";
import { type Left, type Limit, takeUse, usesLeft } from "@/db/queries/limits";
import { type Actor, callerKey } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { isLocal } from "@/server/permission";
import { ProblemError } from "@/server/problem";

/** How often one caller may refresh on demand. */
export function refreshLimit(): Limit {
  return { bucket: "refresh", uses: env().REFRESH_LIMIT_PER_HOUR, windowMinutes: 60 };
}

/** On-demand refreshes that an actor has left this hour, and when the next is free where none is. */
export async function limitLeft(actor: Actor): Promise<Left> {
  if (isLocal(actor)) return { remaining: refreshLimit().uses, again_at: null };
  return await usesLeft(db().sql, refreshLimit(), callerKey(actor));
}

/** On-demand refreshes that an actor has left this hour. */
export async function refreshesLeft(actor: Actor): Promise<number> {
  return (await limitLeft(actor)).remaining;
}

/**
 * Takes one on-demand refresh of an actor's hour. Whoever is on the host could call the SQL itself, so nothing
 * is counted there.
 *
 * @returns how many are left
 * @throws ProblemError rate_limited when none was left
 */
export async function takeRefresh(tx: Transaction, actor: Actor): Promise<number> {
  const limit = refreshLimit();
  if (isLocal(actor)) return limit.uses;
  const taken = await takeUse(tx, limit, callerKey(actor));
  if (taken.allowed) return taken.remaining;
  throw new ProblemError(
    "rate_limited",
    `${limit.uses} on-demand refreshes per hour are used up; the next is free in ${taken.retry_after_seconds} seconds.`,
    { retry_after: taken.retry_after_seconds, limit: limit.uses, remaining: 0 },
  );
}
