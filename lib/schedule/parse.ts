import { Cron } from "croner";
import { BUSINESS_TIME_ZONE_DEFAULT, isTimeZone } from "@/lib/time-zone";

/** When something is due: five cron fields, read in a time zone. */
export interface Schedule {
  /** minute, hour, day of month, month, day of week */
  cron: string;
  /** IANA name */
  timeZone: string;
}

/** A schedule that cannot be used; the message says which part is wrong and what to write. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";

  constructor(
    readonly code: "bad_cron" | "bad_time_zone" | "never_due",
    message: string,
  ) {
    super(message);
  }

  /** The part that is wrong, as the contract names it. */
  get field(): "cron" | "time_zone" {
    return this.code === "bad_time_zone" ? "time_zone" : "cron";
  }
}

/** What every cron knows: no seconds, no `@daily`, none of the extras that only one library reads. */
const FIELD = /^(?:[0-9*,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+$/i;

/**
 * Reads a schedule. The clock is never looked at, and nothing is timed: croner only does the calendar.
 *
 * @throws ScheduleError for a bad cron, an unknown time zone, or a date that never comes (31 February)
 */
export function parseSchedule({ cron, timeZone }: Schedule): Cron {
  assertTimeZone(timeZone);
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 || !fields.every((field) => FIELD.test(field))) {
    throw new ScheduleError(
      "bad_cron",
      `"${cron}" is not a cron expression of five fields. Write minute, hour, day, month and weekday, such as */15 9-18 * * 1-5.`,
    );
  }
  const parsed = read(fields.join(" "), timeZone);
  // A fixed moment: whether 31 February comes does not depend on today.
  if (!parsed.nextRun(new Date(0))) {
    throw new ScheduleError("never_due", `"${cron}" names a date that never comes.`);
  }
  return parsed;
}

function read(cron: string, timeZone: string): Cron {
  try {
    return new Cron(cron, { mode: "5-part", timezone: timeZone, paused: true });
  } catch (error) {
    const why = (error as Error).message.replace(/^CronPattern: /, "");
    throw new ScheduleError("bad_cron", `"${cron}" is not a cron expression: ${why}`);
  }
}

function assertTimeZone(timeZone: string): void {
  // An offset such as +05:30 is a zone to some engines, and means the opposite to PostgreSQL.
  if (/^[a-z]/i.test(timeZone) && isTimeZone(timeZone)) return;
  throw new ScheduleError(
    "bad_time_zone",
    `"${timeZone}" is not a time zone. Use an IANA name such as ${BUSINESS_TIME_ZONE_DEFAULT}.`,
  );
}
