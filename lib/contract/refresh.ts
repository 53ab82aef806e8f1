import { z } from "zod";
import { viewName } from "./view";

/** Query of the refresh routes. Without `force` a fresh view is left alone. */
export const refreshQuery = z.object({
  force: z
    .enum(["true", "false"], { error: "force is true or false" })
    .default("false")
    .transform((v) => v === "true"),
});

/** Body of `POST /api/v1/mv/refresh`: one view by slug or name, or all. */
export const refreshBody = z.strictObject({ view: viewName.optional() });

/** Answer of `POST /api/v1/mv/refresh/<view>`. Durations in milliseconds. */
export const refreshAnswer = z.object({
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
  /** On-demand refreshes left this hour. */
  remaining: z.int().nonnegative(),
});
export type RefreshAnswer = z.infer<typeof refreshAnswer>;

/** Answer of `POST /api/v1/mv/refresh` for all views: sums, and each view's own answer. */
export const refreshAllAnswer = refreshAnswer
  .omit({ view: true, refresh_id: true, shared: true, rows_inserted: true, rows_deleted: true })
  .extend({ results: z.array(refreshAnswer.omit({ remaining: true })) });
export type RefreshAllAnswer = z.infer<typeof refreshAllAnswer>;

/** Answer 202 of `POST /api/v1/mv/refresh/<view>` with `Prefer: respond-async`. */
export const acceptedAnswer = z.object({
  accepted: z.literal(true),
  view: z.string(),
  /** Of this request: the view contains it once a refresh that began after it has ended. */
  receipt: z.string(),
  /** Where to ask how it stands, as in `Location`. */
  status_url: z.string(),
  /** On-demand refreshes left this hour. */
  remaining: z.int().nonnegative(),
});
export type AcceptedAnswer = z.infer<typeof acceptedAnswer>;
