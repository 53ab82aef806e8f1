import { hourlyMetrics } from "@/db/queries/history";
import { type HourlyAnswer, hourlyQuery } from "@/lib/contract/history";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * Refreshes per hour, newest first. Everyone signed in may know.
 *
 * @param input see `hourlyQuery`
 */
export async function listHourly(actor: Actor, input: unknown): Promise<HourlyAnswer> {
  const { hours, view } = parseInput(hourlyQuery, input);
  const slug = view === undefined ? undefined : await findView(actor, view);
  return { hours: await hourlyMetrics(db().sql, hours, slug, withoutIds(actor)) };
}
