import { parseSchedule, type Schedule } from "./parse";

/**
 * The latest slot of a schedule at or before `now`, or null when there was none yet.
 *
 * On clock-change days a repeated hour counts as often as it happens for a cron with several times, and once for
 * a single daily time; a single daily time that is skipped is due when the clock has jumped.
 */
export function latestDue(schedule: Schedule, now: Date): Date | null {
  // croner looks strictly before its reference, and slots are whole minutes: the next second is after this one.
  const after = new Date(Math.floor(now.getTime() / 1000) * 1000 + 1000);
  return parseSchedule(schedule).previousRuns(1, after)[0] ?? null;
}

/** The next `count` slots after `now`, soonest first. */
export function nextRuns(schedule: Schedule, now: Date, count: number): Date[] {
  return parseSchedule(schedule).nextRuns(count, now);
}
