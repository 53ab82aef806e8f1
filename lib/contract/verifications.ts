import { z } from "zod";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** Body of `POST /api/v1/mv/verify/<view>`. */
export const verificationBody = z.strictObject({
  /** Share of the keys to compare, above 0 to 100. */
  sample_percent: z.number().gt(0).max(100).default(100),
});

/** A comparison of a view with its definition: a row of `frescura.verifications`. */
export const verification = z.object({
  id: z.int(),
  view: z.string(),
  started_at: timestamp,
  duration_ms: z.int(),
  sample_percent: z.number(),
  rows_checked: z.int(),
  /** Keys at which they differ though nothing is pending for them. */
  differing_keys: z.int(),
  /** Up to 100 of them, each an array of its columns. */
  keys: z.array(z.array(z.unknown())),
  triggered_by: z.string(),
});
export type Verification = z.infer<typeof verification>;

/** Query of `GET /api/v1/mv/verifications`. */
export const verificationsQuery = z.object({
  view: viewName.optional(),
  limit: z.coerce
    .number({ error: "limit is not a whole number" })
    .int()
    .min(1)
    .max(PAGE_LIMIT_MAX)
    .default(PAGE_LIMIT),
  /** Only those with a smaller id. */
  before: z.coerce.number({ error: "before is not an id" }).int().positive().optional(),
});

/** Answer of `GET /api/v1/mv/verifications`, newest first. */
export const verificationsAnswer = z.object({
  verifications: z.array(verification),
  next_before: z.int().nullable(),
});
export type VerificationsAnswer = z.infer<typeof verificationsAnswer>;
