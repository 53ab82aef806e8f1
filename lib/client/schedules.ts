import { ask } from "@/lib/client/http";
import type { Schedule, ScheduleChange, ScheduleRemoval, SchedulesAnswer } from "@/lib/contract/schedules";

const PATH = "/api/v1/mv/schedules";

/** Keys of the browser's cache for schedules: all of them, or those that run for one view. */
export const scheduleKeys = {
  all: ["schedules"] as const,
  of: (view?: string) => ["schedules", view ?? null] as const,
};

/** What the form of a new schedule sends. */
export interface ScheduleDraft {
  view: string | null;
  tier: string;
  cron: string;
  time_zone: string;
}

export const getSchedules = (view?: string, signal?: AbortSignal) =>
  ask<SchedulesAnswer>(view ? `${PATH}?view=${encodeURIComponent(view)}` : PATH, { signal });

export const postSchedule = (draft: ScheduleDraft) =>
  ask<Schedule>(PATH, { method: "POST", body: JSON.stringify(draft) });

export const patchSchedule = (id: number, change: ScheduleChange) =>
  ask<Schedule>(`${PATH}/${id}`, { method: "PATCH", body: JSON.stringify(change) });

export const deleteSchedule = (id: number) => ask<ScheduleRemoval>(`${PATH}/${id}`, { method: "DELETE" });
