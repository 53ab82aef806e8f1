import { z } from "zod";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** What a schedule is for: hourly, working-hours, events, verification, or a name of one's own, which refreshes. */
export const tierName = z
  .string()
  .regex(/^[a-z][a-z-]{0,31}$/, "has up to 32 small letters and hyphens, such as nightly");

const cron = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .overwrite((text) => text.replace(/\s+/g, " "));
const timeZone = z.string().min(1).max(64);

/** How a claimed slot of a schedule ended. */
export const slotOutcome = z.enum(["completed", "covered", "failed", "skipped", "nothing_waiting"]);

/** A row of `frescura.schedules`, in words and with its next times. */
export const schedule = z.object({
  id: z.int(),
  /** Slug of its view; null: all views. */
  view: z.string().nullable(),
  title: z.string().nullable(),
  tier: z.string(),
  cron: z.string(),
  time_zone: z.string(),
  enabled: z.boolean(),
  /** Whether its view is switched on; true for all views. */
  view_enabled: z.boolean(),
  /** In words, by language; null where the cron or the zone cannot be read. */
  words: z.object({ en: z.string(), es: z.string() }).nullable(),
  /** The next three slots, whether it is enabled or not. */
  next: z.array(timestamp),
  /** Why it cannot run; null when it can. */
  problem: z.string().nullable(),
  /** The latest slot that a driver took. */
  last: z
    .object({
      due_at: timestamp,
      driver: z.string(),
      completed_at: timestamp.nullable(),
      outcome: z.string().nullable(),
      refresh_id: z.int().nullable(),
    })
    .nullable(),
  created_at: timestamp,
  updated_at: timestamp,
});
export type Schedule = z.infer<typeof schedule>;

/** Query of `GET /api/v1/mv/schedules`. */
export const schedulesQuery = z.strictObject({
  /** Only schedules that run for this view, those of all views too. */
  view: viewName.optional(),
});

/** Answer of `GET /api/v1/mv/schedules`. */
export const schedulesAnswer = z.object({ now: timestamp, schedules: z.array(schedule) });
export type SchedulesAnswer = z.infer<typeof schedulesAnswer>;

/** Body of `POST /api/v1/mv/schedules`. */
export const newSchedule = z.strictObject({
  /** null or left out: all views. */
  view: viewName.nullable().default(null),
  tier: tierName,
  cron,
  /** Left out: that of the view, or of the business. */
  time_zone: timeZone.optional(),
  enabled: z.boolean().default(true),
});
export type NewSchedule = z.infer<typeof newSchedule>;

/** Body of `PATCH /api/v1/mv/schedules/<id>`: what is left out stays. */
export const scheduleChange = z
  .strictObject({ tier: tierName, cron, time_zone: timeZone, enabled: z.boolean() })
  .partial();
export type ScheduleChange = z.infer<typeof scheduleChange>;

/** The id of a schedule, as an address has it. */
export const scheduleId = z.coerce.number().pipe(z.int().positive());

/** Answer of `DELETE /api/v1/mv/schedules/<id>`. */
export const scheduleRemoval = z.object({ id: z.int(), removed: z.literal(true) });
export type ScheduleRemoval = z.infer<typeof scheduleRemoval>;
