import { failureCounts } from "@/db/queries/history";
import { type FailuresAnswer, failuresQuery } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Failures per hour, view and SQLSTATE, oldest hour first. Everyone signed in may know.
 *
 * @param input see `failuresQuery`
 */
export async function listFailures(actor: Actor, input: unknown): Promise<FailuresAnswer> {
  const { hours, view } = parseInput(failuresQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  return { failures: seen(actor, await failureCounts(db().sql, hours, slug)) };
}
