import { scheduleSettings } from "@/db/queries/schedule-settings";
import { readClock } from "@/db/queries/schedules";
import { type SchedulesAnswer, schedulesQuery } from "@/lib/contract/schedules";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { present } from "@/server/schedules/present";
import { findView } from "@/server/views";

/**
 * All schedules, or those that run for one view. Everyone signed in may see them.
 *
 * @param query see `schedulesQuery`
 */
export async function listSchedules(_actor: Actor, query: unknown = {}): Promise<SchedulesAnswer> {
  const { view } = parseInput(schedulesQuery, query);
  const slug = view === undefined ? undefined : await findView(view);
  const [now, rows] = await Promise.all([readClock(db().sql), scheduleSettings(db().sql, slug)]);
  return { now: now.toISOString(), schedules: rows.map((row) => present(row, now)) };
}
