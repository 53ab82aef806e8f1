import { type BodyOf, reading } from "@/lib/client/request";

/** What the form of a new schedule sends. */
export type ScheduleDraft = BodyOf<"POST /api/v1/mv/schedules">;

/** What pages read of schedules: all of them, or those that run for one view. */
export const scheduleKeys = {
  all: reading("GET /api/v1/mv/schedules"),
  of: (view?: string) => reading("GET /api/v1/mv/schedules", { query: { view } }),
};
