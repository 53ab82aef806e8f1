import { z } from "zod";
import { historyQuery } from "./history";
import { timestamp } from "./timestamp";

/** What is promised; see `frescura.sla()`. */
export const slaClass = z.enum(["normal", "high_impact", "on_demand", "reads", "money"]);
export type SlaClass = z.infer<typeof slaClass>;

/** Why a target was missed; see `frescura.breach_cause()`. */
export const breachCause = z.enum([
  "upstream",
  "lock_wait",
  "failure",
  "run_time",
  "queue",
  "driver_silence",
]);
export type BreachCause = z.infer<typeof breachCause>;

/** Query of `GET /api/v1/mv/sla`. */
export const slaQuery = historyQuery.pick({ hours: true, view: true });

/** How one promise was kept: a row of `frescura.sla()`. Null where there was nothing to measure. */
export const slaLevel = z.object({
  class: slaClass,
  /** Of an age or a delay, in seconds; null for a promise that is kept or not. */
  target_seconds: z.int().nullable(),
  target_percent: z.number(),
  /** Seconds (normal, money), events, refreshes or reads. */
  observed: z.number().nullable(),
  attained_percent: z.number().nullable(),
  attained: z.boolean().nullable(),
  /** Of the misses that the target allows; below zero: overspent. */
  budget_left_percent: z.number().nullable(),
  /** Misses per allowed miss: above 1 the target is missed. */
  burn_rate: z.number().nullable(),
  p50_ms: z.int().nullable(),
  p95_ms: z.int().nullable(),
  p99_ms: z.int().nullable(),
});
export type SlaLevel = z.infer<typeof slaLevel>;

/** A time in which a target was missed: a row of `frescura.breaches()`. */
export const breach = z.object({
  class: z.enum(["normal", "high_impact"]),
  began_at: timestamp,
  ended_at: timestamp,
  /** Whether it lasts: then ended_at is now. */
  lasts: z.boolean(),
  seconds: z.number(),
  cause: breachCause,
  /** Events that came too late, or wait too long; null for an age. */
  events: z.int().nullable(),
  /** Over in less than a minute (setting breach_min): it counts, and is not worth telling. */
  short: z.boolean(),
});
export type Breach = z.infer<typeof breach>;

/** The promises for one view. */
export const viewSla = z.object({
  slug: z.string(),
  title: z.string(),
  levels: z.array(slaLevel),
  /** Newest first, 100 at most: the newest, and short ones only beside others. */
  breaches: z.array(breach),
});
export type ViewSla = z.infer<typeof viewSla>;

/** Answer of `GET /api/v1/mv/sla`. */
export const slaAnswer = z.object({ hours: z.int(), now: timestamp, views: z.array(viewSla) });
export type SlaAnswer = z.infer<typeof slaAnswer>;
