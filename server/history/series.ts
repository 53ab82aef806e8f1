import { series } from "@/db/queries/series";
import { type SeriesAnswer, seriesQuery } from "@/lib/contract/series";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { findView } from "@/server/views";

/**
 * The metrics of a view over a range, at most some hundred points of each. Everyone signed in may know.
 *
 * @param input see `seriesQuery`
 */
export async function getSeries(actor: Actor, input: unknown): Promise<SeriesAnswer> {
  const { view, hours, from = null, to = null, time_zone: timeZone } = parseInput(seriesQuery, input);
  return await series(db().sql, { slug: await findView(actor, view), hours, from, to, timeZone });
}
