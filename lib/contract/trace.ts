import { z } from "zod";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** By what people ask for a transaction: a folio, or the key of its row. */
export const traceQuery = z.object({
  ref: z
    .string({ error: "ref is missing: give a folio or an id" })
    .trim()
    .min(1)
    .max(200)
    .refine((text) => !text.includes("\0"), "holds a NUL character"),
});

/** Query of `GET /api/v1/mv/trace`: the same over all views, or one. */
export const tracesQuery = traceQuery.extend({ view: viewName.optional() });

/** Stations on the way of a transaction into a view, in their order. */
export const traceStep = z.object({
  step: z.enum(["paid", "captured", "queued", "refresh_started", "visible"]),
  at: timestamp,
  /** Milliseconds since the step before; null for the first. */
  delay_ms: z.int().nullable(),
});
export type TraceStep = z.infer<typeof traceStep>;

/** One row of a source on its way into the view. */
export const traced = z.object({
  source_table: z.string(),
  source_key: z.string(),
  reference: z.string().nullable(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  visible: z.boolean(),
  /** Steps that happened; one that does not apply, such as queued for a small amount, is not among them. */
  steps: z.array(traceStep),
  /** The first refresh that contains it, and who asked for that. */
  refresh_id: z.int().nullable(),
  trigger_type: z.string().nullable(),
  driver: z.string().nullable(),
  /** Whether that refresh is the oldest on record: it may have been visible long before. */
  before_log: z.boolean(),
  /** running_refresh, event_refresh, scheduled_refresh or dead_letter; null once visible. */
  waits_for: z.enum(["running_refresh", "event_refresh", "scheduled_refresh", "dead_letter"]).nullable(),
  /** When the next schedule is due that would bring it; null where none is. */
  next_at: timestamp.nullable(),
});
export type Traced = z.infer<typeof traced>;

/** Answer of `GET /api/v1/mv/trace/<view>?ref=…`. */
export const traceAnswer = z.object({
  view: z.string(),
  ref: z.string(),
  transactions: z.array(traced),
  /** What was found, in words. */
  message: z.string(),
  /** Whether it could be looked for at all; where not, message says why. */
  searched: z.boolean(),
});
export type TraceAnswer = z.infer<typeof traceAnswer>;

/** Answer of `GET /api/v1/mv/trace?ref=…`: one entry per view that can be searched. */
export const tracesAnswer = z.object({
  ref: z.string(),
  now: timestamp,
  views: z.array(traceAnswer.omit({ ref: true })),
});
export type TracesAnswer = z.infer<typeof tracesAnswer>;

/** Query of `GET /api/v1/mv/movements`. */
export const movementsQuery = z.object({
  view: viewName.optional(),
  limit: z.coerce.number({ error: "limit is not a whole number" }).int().min(1).max(200).default(20),
});

/** A write that was large enough to be an event: a row of `frescura.refresh_triggers`. */
export const movement = z.object({
  id: z.int(),
  view: z.string(),
  source_table: z.string().nullable(),
  /** Key of the written row: what `trace` takes. */
  source_key: z.string().nullable(),
  /** The name by which people ask for it, such as a folio, where that is known. */
  reference: z.string().nullable(),
  operation: z.string(),
  amount: z.number().nullable(),
  currency: z.string().nullable(),
  created_at: timestamp,
  /** When a refresh had taken it in, and which; null while it waits. */
  processed_at: timestamp.nullable(),
  refresh_id: z.int().nullable(),
  dead_letter: z.boolean(),
});
export type Movement = z.infer<typeof movement>;

/** Answer of `GET /api/v1/mv/movements`, newest first. */
export const movementsAnswer = z.object({ now: timestamp, movements: z.array(movement) });
export type MovementsAnswer = z.infer<typeof movementsAnswer>;
