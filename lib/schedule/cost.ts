import { DAY_MS } from "@/lib/duration";
import { parseSchedule, type Schedule } from "@/lib/schedule/parse";

/** What a schedule asks of the database, and how old it lets data become by itself. */
export interface ScheduleCost {
  /** Refreshes on its busiest day of the next seven. */
  runs: number;
  /** The shortest and the longest pause between two of them, in seconds. */
  shortest_seconds: number;
  longest_seconds: number;
}

/** More than one a minute no cron asks for. */
const RUNS_MAX = 7 * 24 * 60;

/** Looks a week ahead; null where it comes less than twice in that time. */
export function costOf(schedule: Schedule, now: Date): ScheduleCost | null {
  const end = now.getTime() + 7 * DAY_MS;
  const times: number[] = [];
  const cron = parseSchedule(schedule);
  for (
    let at = cron.nextRun(now);
    at && at.getTime() <= end && times.length < RUNS_MAX;
    at = cron.nextRun(at)
  )
    times.push(at.getTime());
  if (times.length < 2) return null;
  const pauses = times.slice(1).map((at, n) => (at - times[n]!) / 1000);
  const busiest = Array.from(
    { length: 7 },
    (_, day) => times.filter((at) => at >= end - (day + 1) * DAY_MS && at < end - day * DAY_MS).length,
  );
  return {
    runs: Math.max(...busiest),
    shortest_seconds: Math.min(...pauses),
    longest_seconds: Math.max(...pauses),
  };
}
