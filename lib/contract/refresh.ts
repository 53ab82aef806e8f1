import { z } from "zod";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

const flag = (name: string) =>
  z
    .enum(["true", "false"], { error: `${name} is true or false` })
    .default("false")
    .transform((v) => v === "true");

/** Query of the refresh routes. Without `force` a view that is fresh and known to lack nothing is left alone. */
export const refreshQuery = z.object({ force: flag("force") });

/** Query of `POST /api/v1/mv/refresh/<view>`: `readers` also refreshes, after it, the views that read it, in order. */
export const refreshViewQuery = refreshQuery.extend({ readers: flag("readers") });

/** Body of `POST /api/v1/mv/refresh`: one view by slug or name, or all. */
export const refreshBody = z.strictObject({ view: viewName.optional() });

/** What came of one view. Durations in milliseconds. */
export const refreshResult = z.object({
  success: z.boolean(),
  refreshed: z.boolean(),
  duration_ms: z.int().nonnegative(),
  rows_affected: z.int().nonnegative(),
  /** What the refresh changed; null where it was a plain one, or nothing ran. */
  rows_inserted: z.int().nonnegative().nullable(),
  rows_deleted: z.int().nonnegative().nullable(),
  message: z.string(),
  /** Id in `frescura.refresh_log` of the refresh that answers; null where none was needed. */
  refresh_id: z.int().nullable(),
  view: z.string(),
  /** Whether another request's refresh answered this one. */
  shared: z.boolean(),
  /** Everything that was committed before it is in the view, to its roots; null where that is not known. */
  data_as_of: timestamp.nullable(),
  /** What was missing when it was asked for and is in now, with the amounts by currency; null where that is not known. */
  transactions_in: z.int().nonnegative().nullable(),
  amounts_in: z.record(z.string(), z.number()).nullable(),
});
export type RefreshResult = z.infer<typeof refreshResult>;

/** On-demand refreshes left this hour. */
const remaining = z.int().nonnegative();

/** Answer of `POST /api/v1/mv/refresh/<view>`. */
export const refreshAnswer = refreshResult.extend({
  remaining,
  /** With `readers`: what came of the views that read it, in the order in which they were refreshed. */
  readers: z.array(refreshResult).optional(),
});
export type RefreshAnswer = z.infer<typeof refreshAnswer>;

/** Answer of `POST /api/v1/mv/refresh` for all views: sums, and each view's own answer. */
export const refreshAllAnswer = refreshResult
  .pick({ success: true, refreshed: true, duration_ms: true, rows_affected: true, message: true })
  .extend({ remaining, results: z.array(refreshResult) });
export type RefreshAllAnswer = z.infer<typeof refreshAllAnswer>;

/** Answer 202 of `POST /api/v1/mv/refresh/<view>` with `Prefer: respond-async`. */
export const acceptedAnswer = z.object({
  accepted: z.literal(true),
  view: z.string(),
  /** Of this request: the view contains it once a refresh that began after it has ended. */
  receipt: z.string(),
  /** Where to ask how it stands, as in `Location`. */
  status_url: z.string(),
  remaining,
});
export type AcceptedAnswer = z.infer<typeof acceptedAnswer>;
