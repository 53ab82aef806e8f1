import { z } from "zod";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** Query of `GET /api/v1/mv/events`. */
export const eventsQuery = z.object({
  view: viewName.optional(),
  /** waiting: a refresh will take them in; dead_letter: too many failed, nobody asks any more; or both. */
  state: z
    .enum(["waiting", "dead_letter", "both"], { error: "state is waiting, dead_letter or both" })
    .default("both"),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT),
  /** Only events with a smaller id: the next page. */
  before: z.coerce.number().int().positive().optional(),
});
export type EventsQuery = z.infer<typeof eventsQuery>;

/** What an event can wait for: the words of `frescura.event_waits_for`. */
export const EVENT_WAITS = [
  "event_refresh",
  "running_refresh",
  "retry",
  "upstream",
  "resuming",
  "enabling",
  "dead_letter",
] as const;

/** A high-impact event that no refresh has taken in yet: a row of `frescura.refresh_triggers`. */
export const waitingEvent = z.object({
  id: z.int(),
  view: z.string(),
  source_table: z.string().nullable(),
  source_key: z.string().nullable(),
  /** By what people know the row, such as its folio; null where that is not known. */
  reference: z.string().nullable(),
  operation: z.enum(["insert", "update", "delete", "truncate", "request"]),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  priority: z.enum(["critical", "normal"]),
  created_at: timestamp,
  /** Refreshes that failed with it waiting. */
  attempts: z.int(),
  /** After so many it is set aside. */
  attempts_max: z.int(),
  /** Only for roles that operate the database (admin, ops); null for others. */
  last_error: z.string().nullable(),
  dead_letter_at: timestamp.nullable(),
  waits_for: z.enum(EVENT_WAITS),
  /** When that is due by a schedule or a retry; null where only a person brings it on. */
  next_at: timestamp.nullable(),
});
export type WaitingEvent = z.infer<typeof waitingEvent>;

/** A source whose large writes become events of a view. */
export const watchedSource = z.object({
  view: z.string(),
  source_table: z.string(),
  /** From this amount on. */
  threshold: z.number(),
  currency: z.string().nullable(),
});
export type WatchedSource = z.infer<typeof watchedSource>;

/** Answer of `GET /api/v1/mv/events`, newest first. */
export const eventsAnswer = z.object({
  events: z.array(waitingEvent),
  /** Pass as `before` for older ones; null at the end. */
  next_before: z.int().nullable(),
  /** Whose writes become events at all, of the view asked about or of all. */
  watched: z.array(watchedSource),
  /** The database's clock, to count how long they wait. */
  now: timestamp,
});
export type EventsAnswer = z.infer<typeof eventsAnswer>;

/** Body of `POST /api/v1/mv/events/retry`: those of a view, those named, or all that were set aside. */
export const eventsRetry = z.strictObject({
  view: viewName.optional(),
  ids: z.array(z.int().positive()).min(1).max(PAGE_LIMIT_MAX).optional(),
});
export type EventsRetry = z.infer<typeof eventsRetry>;

/** Answer of `POST /api/v1/mv/events/retry`: how many are asked for again. */
export const retryAnswer = z.object({ retried: z.int() });
export type RetryAnswer = z.infer<typeof retryAnswer>;
