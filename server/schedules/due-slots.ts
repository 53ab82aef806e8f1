import type { Sql } from "@/db/client";
import { readClock, readSchedules, type ScheduleRow } from "@/db/queries/schedules";
import { latestDue } from "@/lib/schedule/due";
import type { Logger } from "@/server/log";

/** The latest slot of a schedule: it makes up for every one missed before it. */
export interface DueSlot {
  schedule: ScheduleRow;
  dueAt: Date;
}

/** By database: a process may come to know several. */
const complained = new WeakMap<Sql, Set<string>>();

/**
 * The latest due slot of each schedule, by the database's clock: several hosts must agree on what is due.
 *
 * @param now another moment than the database's present
 */
export async function dueSlots(
  sql: Sql,
  options: { tiers?: readonly string[]; now?: Date; log: Logger },
): Promise<DueSlot[]> {
  const now = options.now ?? (await readClock(sql));
  const schedules = await readSchedules(sql, options.tiers);
  const known = complained.get(sql) ?? new Set();
  complained.set(sql, known);
  return schedules.flatMap((schedule) => {
    const dueAt = latestOf(schedule, now, known, options.log);
    return dueAt && dueAt > schedule.created_at ? [{ schedule, dueAt }] : [];
  });
}

/** One schedule that cannot be read must not stop the others. */
function latestOf(schedule: ScheduleRow, now: Date, known: Set<string>, log: Logger): Date | null {
  try {
    return latestDue({ cron: schedule.cron, timeZone: schedule.time_zone }, now);
  } catch (error) {
    const key = `${schedule.id} ${schedule.cron} ${schedule.time_zone}`;
    // Once per process: a driver asks several times a minute.
    if (!known.has(key)) log.error({ schedule: schedule.id, err: error }, "a schedule cannot be run");
    known.add(key);
    return null;
  }
}
