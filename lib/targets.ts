import type { Target } from "@/lib/contract/targets";
import { formatDuration, parseDuration } from "@/lib/duration";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const SHAPE =
  /^(?<age>\S+)(?:\s+(?<week>(?:mon|tue|wed|thu|fri|sat|sun)[a-z,-]*))?(?:\s+on\s+(?<month>[\d,-]+))?(?:\s+by\s+(?<by>[\d:]+)|\s+(?<from>[\d:]+)-(?<to>[\d:]+))?$/;

/** A text is no target; the message says how to write one. */
export class TargetError extends Error {
  override readonly name = "TargetError";
}

/**
 * Reads a target as people write it: `15m mon-fri 9:00-18:00`, `30m mon-fri by 8:55`, `10m on 1,15 by 8:00`.
 *
 * @throws TargetError, DurationError
 */
export function parseTarget(text: string): Target {
  const groups = SHAPE.exec(text.trim().toLowerCase())?.groups;
  if (!groups) throw unreadable(text);
  const { age, week, month, by, from = "0:00", to = "24:00" } = groups;
  return {
    seconds: parseDuration(age!),
    weekdays: week ? listed(week, (day) => DAYS.indexOf(day) + 1, 7, text) : null,
    monthdays: month ? listed(month, Number, 31, text) : null,
    opens: wallTime(by ?? from, text),
    closes: wallTime(by ?? to, text),
  };
}

/** Writes a target the way {@link parseTarget} reads it. */
export function formatTarget({ seconds, weekdays, monthdays, opens, closes }: Target): string {
  const when = opens === closes ? `by ${opens}` : `${opens}-${closes}`;
  const parts = [
    formatDuration(seconds),
    weekdays && ranges(weekdays, (day) => DAYS[day - 1]!),
    monthdays && `on ${ranges(monthdays, String)}`,
    when === "00:00-24:00" ? null : when,
  ];
  return parts.filter((part) => part !== null).join(" ");
}

function listed(list: string, numberOf: (word: string) => number, last: number, text: string): number[] {
  return list.split(",").flatMap((part) => {
    const [first, end = first] = part.split("-").map(numberOf) as [number, number?];
    if (!(first >= 1 && end! >= first && end! <= last)) throw unreadable(text);
    return Array.from({ length: end! - first + 1 }, (_, n) => first + n);
  });
}

/** 1, 2, 3, 5 as `1-3,5`. */
function ranges(days: readonly number[], nameOf: (day: number) => string): string {
  const runs: number[][] = [];
  for (const day of days) {
    if (runs.at(-1)?.at(-1) === day - 1) runs.at(-1)!.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => (run.length < 2 ? nameOf(run[0]!) : `${nameOf(run[0]!)}-${nameOf(run.at(-1)!)}`))
    .join(",");
}

function wallTime(written: string, text: string): string {
  const [, hour, minute] = /^(\d{1,2}):([0-5]\d)$/.exec(written) ?? [];
  if (hour === undefined || Number(hour) > 24 || (Number(hour) === 24 && minute !== "00"))
    throw unreadable(text);
  return `${hour.padStart(2, "0")}:${minute}`;
}

function unreadable(text: string): TargetError {
  return new TargetError(
    `"${text}" is no target. Write an age and when it holds: "15m mon-fri 9:00-18:00", "30m mon-fri by 8:55" or "10m on 1 by 8:00"`,
  );
}
