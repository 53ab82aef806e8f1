import { readClock } from "@/db/queries/schedules";
import { latestMovements } from "@/db/queries/trace";
import { type MovementsAnswer, movementsQuery } from "@/lib/contract/trace";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { withoutIds } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * The latest large movements, each of which can be traced. Everyone signed in may see them.
 *
 * @param input `{ view?, limit? }`
 */
export async function listMovements(actor: Actor, input: unknown): Promise<MovementsAnswer> {
  const { view, limit } = parseInput(movementsQuery, input);
  const { sql } = db();
  const slug = view === undefined ? undefined : await findView(actor, view);
  const [movements, now] = await Promise.all([
    latestMovements(sql, { limit, slug, without: withoutIds(actor) }),
    readClock(sql),
  ]);
  return { now: now.toISOString(), movements };
}
