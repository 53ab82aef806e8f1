import type { ScheduleRow } from "@/db/queries/schedules";
import { nextRuns } from "@/lib/schedule/due";

/**
 * When the soonest of some schedules is due that refreshes.
 *
 * @param events whether those count that refresh only where events wait
 * @returns null where none does
 */
export function nextDue(
  schedules: readonly ScheduleRow[],
  now: Date,
  { events }: { events: boolean },
): string | null {
  const due = schedules
    .filter(({ tier }) => tier !== "verification" && tier !== "targets" && (tier !== "events" || events))
    .flatMap((schedule) => nextOf(schedule, now))
    .sort((a, b) => a.getTime() - b.getTime());
  return due[0]?.toISOString() ?? null;
}

/** A schedule that cannot be read is the doctor's business, not that of whoever waits. */
function nextOf(schedule: ScheduleRow, now: Date): Date[] {
  try {
    return nextRuns({ cron: schedule.cron, timeZone: schedule.time_zone }, now, 1);
  } catch {
    return [];
  }
}
