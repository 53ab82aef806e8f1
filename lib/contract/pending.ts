import { z } from "zod";
import { timestamp } from "./timestamp";

const count = z.int().nonnegative();
/** What a view lacks, in sum. Where it is not known, the numbers are 0 and `reason` says why. */
export const pendingSummary = z.object({
  known: z.boolean(),
  /** not_tracked, missing, unpopulated, no_baseline, recreated, capture_off, capture_failed, mapping_missing, key_split, renamed, failed (the doctor says of what); known but without keys: whole_source_changed. */
  reason: z.string().nullable(),
  /** Source rows whose latest write is not in the view. */
  transactions: count,
  /** Their amounts by currency; "" where none is known. */
  amounts: z.record(z.string(), z.number()),
  oldest_at: timestamp.nullable(),
});
export type PendingSummary = z.infer<typeof pendingSummary>;

/** What a view lacks of one class and currency: a row of `frescura.pending()`. */
export const pendingClass = z.object({
  class: z.enum(["high_impact", "normal"]),
  currency: z.string().nullable(),
  transactions: count,
  /** Keys of the view that they touch. */
  keys: count,
  /** Writes, of which several may belong to one transaction. */
  rows: count,
  amount: z.number(),
  oldest_at: timestamp,
});
export type PendingClass = z.infer<typeof pendingClass>;

/** Answer of `GET /api/v1/mv/pending/<view>`. */
export const pendingAnswer = pendingSummary.extend({
  view: z.string(),
  classes: z.array(pendingClass),
  /** The same in words: "37 transactions, $1,240,000 USD not in this view yet". */
  message: z.string(),
});
export type PendingAnswer = z.infer<typeof pendingAnswer>;
