import type { ScheduleSetting } from "@/db/queries/schedule-settings";
import type { Schedule } from "@/lib/contract/schedules";
import { describe } from "@/lib/schedule/describe";
import { nextRuns } from "@/lib/schedule/due";
import { ScheduleError } from "@/lib/schedule/parse";

const TIMES = 3;

/** A schedule as the API shows it: in words, and with its next times. One that cannot be read says why. */
export function present(row: ScheduleSetting, now: Date): Schedule {
  const { created_at, updated_at, ...rest } = row;
  const timestamps = {
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
  const schedule = { cron: row.cron, timeZone: row.time_zone };
  try {
    const words = { en: describe(schedule, "en"), es: describe(schedule, "es") };
    const next = nextRuns(schedule, now, TIMES).map((at) => at.toISOString());
    return { ...rest, ...timestamps, words, next, problem: null };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return { ...rest, ...timestamps, words: null, next: [], problem: error.message };
  }
}
