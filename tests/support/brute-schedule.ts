import { fieldValues } from "@/lib/schedule/fields";
import type { Schedule } from "@/lib/schedule/parse";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MINUTE = 60_000;

/** The slots after `from`, up to and with `to`, found by looking at the wall clock at every minute. */
export function slotsBetween({ cron, timeZone }: Schedule, from: Date, to: Date): Date[] {
  const wall = wallClock(timeZone);
  const due = matcher(cron);
  // A single daily time: once where it comes twice, and after the jump where it is skipped.
  const single = /^\d+ \d+ /.test(cron);
  const slots: Date[] = [];
  const start = Math.floor(from.getTime() / MINUTE) * MINUTE + MINUTE;
  for (let at = start; at <= to.getTime(); at += MINUTE) {
    const now = wall(at);
    if (single ? dueOnce(at, now) : due(now)) slots.push(new Date(at));
  }
  return slots;

  function dueOnce(at: number, now: Wall): boolean {
    const before = wall(at - MINUTE);
    const jump = (now.order - before.order) / MINUTE - 1;
    for (let skipped = 1; skipped <= jump; skipped++) {
      if (due(shift(before, skipped))) return true;
    }
    return due(now) && !cameEarlier(at, now);
  }

  function cameEarlier(at: number, now: Wall): boolean {
    for (let back = 30; back <= 60; back += 30) {
      if (wall(at - back * MINUTE).order === now.order) return true;
    }
    return false;
  }
}

interface Wall {
  minute: number;
  hour: number;
  day: number;
  month: number;
  weekday: number;
  /** The wall clock as a number: what a clock in UTC would be called if it showed this. */
  order: number;
}

function wallClock(timeZone: string): (at: number) => Wall {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    weekday: "short",
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
    const [hour, minute] = [Number(parts.hour), Number(parts.minute)];
    const order = Date.UTC(year, month - 1, day, hour, minute);
    return { minute, hour, day, month, weekday: DAYS.indexOf(parts.weekday!), order };
  };
}

function shift(wall: Wall, minutes: number): Wall {
  const date = new Date(wall.order + minutes * MINUTE);
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
    order: date.getTime(),
  };
}

function matcher(cron: string): (wall: Wall) => boolean {
  const [minute, hour, day, month, weekday] = cron.split(" ") as [string, string, string, string, string];
  const minutes = fieldValues(minute, 0, 59)!;
  const hours = fieldValues(hour, 0, 23)!;
  const days = fieldValues(day, 1, 31)!;
  const months = fieldValues(month, 1, 12)!;
  const weekdays = fieldValues(weekday, 0, 7)!.map((value) => value % 7);
  return (wall) => {
    const onDay = days.includes(wall.day);
    const onWeekday = weekdays.includes(wall.weekday);
    // Both given: either will do, as every cron has it.
    const onDate = day === "*" || weekday === "*" ? onDay && onWeekday : onDay || onWeekday;
    return (
      minutes.includes(wall.minute) && hours.includes(wall.hour) && months.includes(wall.month) && onDate
    );
  };
}
