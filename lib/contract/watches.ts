import { z } from "zod";
import { CURRENCY_CODE, HIGH_IMPACT_AMOUNT } from "@/lib/money";
import { viewName } from "./view";

/** A column of a table, as the catalog has it. */
const column = viewName;
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(CURRENCY_CODE, "is not the code of a currency, such as USD");
const threshold = z.number().nonnegative().max(999_999_999_999);

/** Body of `POST /api/v1/mv/watches`; see `frescura.watch`. */
export const newWatch = z.strictObject({
  view: viewName,
  /** An ordinary or partitioned table, as name or schema.name. */
  source: viewName,
  /** The column that holds the amount. */
  amount: column,
  /** The column that identifies a row. */
  key: column.default("id"),
  /** From this amount on a write is a high-impact event. */
  threshold: threshold.default(HIGH_IMPACT_AMOUNT),
  /** The currency in which the threshold is meant, and amounts where no column tells theirs; else the home currency. */
  currency: currency.optional(),
  /** The column that holds the currency of a row's amount. */
  currency_column: column.optional(),
});
export type NewWatch = z.infer<typeof newWatch>;

/** Body of `PATCH /api/v1/mv/watches`: another threshold for a source that is watched or tracked. */
export const watchChange = z.strictObject({
  view: viewName,
  source: viewName,
  threshold,
  currency: currency.optional(),
});
export type WatchChange = z.infer<typeof watchChange>;

/** Query of `DELETE /api/v1/mv/watches`. */
export const watchRemoval = z.object({ view: viewName, source: viewName });

/** Answer of `DELETE /api/v1/mv/watches`. */
export const unwatchAnswer = z.object({ view: z.string(), source: z.string(), unwatched: z.boolean() });
export type UnwatchAnswer = z.infer<typeof unwatchAnswer>;
