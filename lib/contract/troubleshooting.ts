import { z } from "zod";
import { attempt } from "./history";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

const count = z.int().nonnegative();

/** Query of `GET /api/v1/mv/troubleshooting`. */
export const troubleshootingQuery = z.object({ view: viewName.optional() });

/** A schedule, and the last slot of it that someone took. */
export const job = z.object({
  /** Slug; null for all views. */
  view: z.string().nullable(),
  tier: z.string(),
  cron: z.string(),
  time_zone: z.string(),
  enabled: z.boolean(),
  last_due_at: timestamp.nullable(),
  last_claimed_at: timestamp.nullable(),
  last_driver: z.string().nullable(),
  last_outcome: z.string().nullable(),
});
export type Job = z.infer<typeof job>;

/** A job of pg_cron that calls one of our functions. */
export const cronJob = z.object({
  name: z.string(),
  schedule: z.string(),
  active: z.boolean(),
  last_status: z.string().nullable(),
  last_start_at: timestamp.nullable(),
});
export type CronJob = z.infer<typeof cronJob>;

/** A process that drives the tiers. */
export const driver = z.object({
  name: z.string(),
  kind: z.string(),
  started_at: timestamp,
  seen_at: timestamp,
  /** Until when it sleeps and gives no sign, as it said; null: it has never said so. */
  next_look_at: timestamp.nullable(),
});
export type Driver = z.infer<typeof driver>;

/** A transaction that has been open for over a minute. */
export const longTransaction = z.object({
  pid: z.int(),
  role: z.string().nullable(),
  application: z.string().nullable(),
  state: z.string().nullable(),
  began_at: timestamp,
  /** Slugs of the views that it holds a lock on. */
  holds: z.array(z.string()),
});
export type LongTransaction = z.infer<typeof longTransaction>;

/** How long refreshes took: of the last 24 hours, and of the 30 days before, to compare with. Milliseconds. */
export const speed = z.object({
  slug: z.string(),
  count,
  average_ms: count.nullable(),
  max_ms: count.nullable(),
  before_ms: count.nullable(),
  rows: count.nullable(),
  /** Whether readers wait while it runs. */
  plain: z.boolean(),
});
export type Speed = z.infer<typeof speed>;

/** A refresh that cannot be done in time any more, for the target of which view, when that is missed and when it is done. */
export const lateWork = z.object({
  view: z.string(),
  for_view: z.string(),
  late_at: timestamp,
  ends_at: timestamp,
});
export type LateWork = z.infer<typeof lateWork>;

/** Answer of `GET /api/v1/mv/troubleshooting`: the facts of now that answer "not refreshing?" and "slow?". */
export const troubleshootingAnswer = z.object({
  now: timestamp,
  attempts: z.array(attempt),
  errors: z.array(attempt),
  jobs: z.array(job),
  /** null where the database has no pg_cron, or does not let us look. */
  cron_jobs: z.array(cronJob).nullable(),
  drivers: z.array(driver),
  speeds: z.array(speed),
  /** Which targets give way, as there is more to refresh than there is time; empty where all can be kept. */
  gives_way: z.array(lateWork),
  /** Only for roles that operate the database (admin, ops); null for others. */
  long_transactions: z.array(longTransaction).nullable(),
});
export type TroubleshootingAnswer = z.infer<typeof troubleshootingAnswer>;
