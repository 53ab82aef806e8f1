import { type ScheduleSetting, scheduleSettings } from "@/db/queries/schedule-settings";
import { readClock } from "@/db/queries/schedules";
import { type SchedulesAnswer, schedulesQuery } from "@/lib/contract/schedules";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { present } from "@/server/schedules/present";
import { seen } from "@/server/sight";
import { findView } from "@/server/views";

/**
 * All schedules, or those that run for one view. Everyone signed in may see them.
 *
 * @param query see `schedulesQuery`
 */
export async function listSchedules(actor: Actor, query: unknown = {}): Promise<SchedulesAnswer> {
  const { view } = parseInput(schedulesQuery, query);
  const slug = view === undefined ? undefined : await findView(actor, view);
  const [now, rows] = await Promise.all([readClock(db().sql), scheduleSettings(db().sql, slug)]);
  return {
    now: now.toISOString(),
    schedules: seen(actor, rows).map((row) => present(lastFor(actor, row), now)),
  };
}

/** Of a slot of all views the refresh that is noted may be of one that the actor may not see. */
function lastFor({ hidden }: Actor, row: ScheduleSetting): ScheduleSetting {
  if (!hidden?.length || row.view !== null || !row.last) return row;
  return { ...row, last: { ...row.last, refresh_id: null } };
}
