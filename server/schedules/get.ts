import { type ScheduleSetting, scheduleById } from "@/db/queries/schedule-settings";
import { readClock } from "@/db/queries/schedules";
import { type Schedule, scheduleId } from "@/lib/contract/schedules";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";
import { present } from "@/server/schedules/present";

/**
 * The schedule that a caller named by its id.
 *
 * @throws ProblemError not_found
 */
export async function findSchedule(given: unknown): Promise<ScheduleSetting> {
  const id = scheduleId.safeParse(given);
  const row = id.success ? await scheduleById(db().sql, id.data) : undefined;
  if (row) return row;
  throw new ProblemError("not_found", "No schedule has this id.", { parameter: "id" });
}

/** A schedule as it stands now. */
export async function scheduleNow(id: number): Promise<Schedule> {
  const [row, now] = await Promise.all([findSchedule(id), readClock(db().sql)]);
  return present(row, now);
}

/** How the audit log names a schedule: universal-transactions:hourly, all:events. */
export function nameOf({ view, tier }: Pick<ScheduleSetting, "view" | "tier">): string {
  return `${view ?? "all"}:${tier}`;
}
