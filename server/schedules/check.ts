import { parseSchedule, type Schedule, ScheduleError } from "@/lib/schedule/parse";
import { ProblemError } from "@/server/problem";

/**
 * Refuses a schedule that cannot be used.
 *
 * @throws ProblemError bad_body naming the part that is wrong
 */
export function checkSchedule(schedule: Schedule): void {
  try {
    parseSchedule(schedule);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new ProblemError("bad_body", error.message, { parameter: error.field });
  }
}
