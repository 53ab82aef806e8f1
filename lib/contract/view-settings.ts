import { z } from "zod";
import { CURRENCY_CODE } from "@/lib/money";
import { SEER } from "@/lib/seers";
import { registeredView } from "./registry";
import { targets } from "./targets";

const seconds = z.int().positive().max(2_147_483_647);

/** Where reads go when a view cannot be trusted: the view as it is, its live view, the source tables, nowhere. */
export const readPolicy = z.enum(["serve", "live", "base", "fail"]);
export type ReadPolicy = z.infer<typeof readPolicy>;

/** Who sees a view beside admins, each `role:<role>` or `group:<name of a group of accounts>`; null: everybody. */
export const seenBy = z
  .array(z.string().regex(SEER, "is neither role:<role> nor group:<name>"))
  .max(100)
  .nullable();

/** What a plain refresh does while a long transaction holds the view: queue for its lock, or leave it for later. */
export const onLongTransaction = z.enum(["wait", "skip"]);

const currency = z.string().regex(CURRENCY_CODE, "is no currency such as USD");

/** Body of `PATCH /api/v1/mv/views/<view>`: what is left out stays. */
export const viewChange = z
  .strictObject({
    title: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^\P{Cc}*$/u, "holds a control character"),
    sla_seconds: seconds,
    stale_seconds: seconds,
    time_zone: z.string().min(1).max(100),
    enabled: z.boolean(),
    read_policy: readPolicy,
    skip_unchanged: z.boolean(),
    lock_timeout_ms: z.int().positive().max(3_600_000),
    run_seconds_max: z.int().positive().max(86_400),
    event_attempts_max: z.int().positive().max(1000),
    failures_max: z.int().positive().max(1000),
    retry_seconds: z.int().positive().max(86_400),
    follows_upstream: z.boolean(),
    on_long_transaction: onLongTransaction,
    /** Most money that may be missing from the view before an alert tells; null for no limit. */
    pending_amount_max: z.number().nonnegative().max(99_999_999_999_999).nullable(),
    /** Its currency; null where amounts have none. */
    pending_currency: currency.nullable(),
    /** How old its data may be in windows, beside the SLA; all of them. */
    targets,
    seen_by: seenBy,
  })
  .partial();
export type ViewChange = z.infer<typeof viewChange>;

/** How a source of a view is watched and tracked: a row of `frescura.view_sources`. Expressions are SQL over the row r. */
export const track = z.object({
  source: z.string(),
  /** `main`, or the name of one more mapping of the source, which gives keys only. */
  mapping: z.string(),
  enabled: z.boolean(),
  /** Whether its writes go into the ledger of the view. */
  tracked: z.boolean(),
  row_key: z.string().nullable(),
  key: z.array(z.string()).nullable(),
  lookup: z.string().nullable(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  /** From this amount on a write is a high-impact event, in this currency; each null where there is none. */
  threshold: z.number().nullable(),
  threshold_currency: z.string().nullable(),
  reference: z.string().nullable(),
  occurred: z.string().nullable(),
});
export type Track = z.infer<typeof track>;

/** A table that a view reads, which could be watched and tracked. */
export const baseTable = z.object({
  /** As SQL writes it. */
  source: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), primary: z.boolean() })),
});
export type BaseTable = z.infer<typeof baseTable>;

/** What is kept of a view, and would be lost with it. */
export const viewHoldings = z.object({
  attempts: z.int(),
  events_waiting: z.int(),
  schedules: z.int(),
  verifications: z.int(),
});

/** Answer of `GET` and `PATCH /api/v1/mv/views/<view>`. */
export const viewSettings = registeredView.extend({
  read_policy: readPolicy,
  skip_unchanged: z.boolean(),
  lock_timeout_ms: z.int(),
  run_seconds_max: z.int(),
  /** Failures after which an event is set aside; scheduled ones in a row that suspend; wait before the first retry. */
  event_attempts_max: z.int(),
  failures_max: z.int(),
  retry_seconds: z.int(),
  follows_upstream: z.boolean(),
  on_long_transaction: onLongTransaction,
  pending_amount_max: z.number().nullable(),
  pending_currency: currency.nullable(),
  targets,
  seen_by: seenBy,
  /** Slugs of the registered views that it reads. */
  upstreams: z.array(z.string()),
  /** The live view, as SQL writes it; null while the view is not tracked. */
  live_view: z.string().nullable(),
  /** The name alone of that, or the one that it would have. */
  live_name: z.string(),
  /** Why it cannot be tracked, by a code of `frescura.untrackable` and its facts; null when it can. */
  untrackable: z.object({ code: z.string(), detail: z.record(z.string(), z.string()).nullable() }).nullable(),
  /** Columns of its key, in the order of a track's key expressions. */
  key_columns: z.array(z.string()),
  tracks: z.array(track),
  base_tables: z.array(baseTable),
  holdings: viewHoldings,
});
export type ViewSettings = z.infer<typeof viewSettings>;

/** Answer of `DELETE /api/v1/mv/views/<view>`: what was kept of it. */
export const unregisterAnswer = z.object({
  view: z.string(),
  unregistered: z.boolean(),
  holdings: viewHoldings,
});
export type UnregisterAnswer = z.infer<typeof unregisterAnswer>;
