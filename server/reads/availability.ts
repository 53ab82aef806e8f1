import { availabilityOf } from "@/db/queries/reads";
import { type AvailabilityAnswer, periodQuery } from "@/lib/contract/reads";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { flushReads } from "@/server/reads/count";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * How often views answered in the last hours. Everyone signed in may know.
 *
 * @param input see `periodQuery`
 */
export async function listAvailability(actor: Actor, input: unknown): Promise<AvailabilityAnswer> {
  const { hours, view } = parseInput(periodQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  await flushReads();
  return { hours, views: seen(actor, await availabilityOf(db().sql, hours, slug)) };
}
