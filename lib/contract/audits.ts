import { z } from "zod";
import { moment } from "./moment";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { viewName } from "./view";

/** Body of `POST /api/v1/mv/audit/<view>`. */
export const auditBody = z.strictObject({
  /** Share of the keys to compare, above 0 to 100. */
  sample_percent: z.number().gt(0).max(100).default(100),
});

/** A comparison of a view with its definition: a row of `frescura.verifications`. */
export const audit = z.object({
  id: z.int(),
  view: z.string(),
  started_at: moment,
  duration_ms: z.int(),
  sample_percent: z.number(),
  rows_checked: z.int(),
  /** Keys at which they differ though nothing is pending for them. */
  differing_keys: z.int(),
  /** Up to 100 of them, each an array of its columns. */
  keys: z.array(z.array(z.unknown())),
  triggered_by: z.string(),
});
export type Audit = z.infer<typeof audit>;

/** Query of `GET /api/v1/mv/audits`. */
export const auditsQuery = z.object({
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

/** Answer of `GET /api/v1/mv/audits`, newest first. */
export const auditsAnswer = z.object({ audits: z.array(audit), next_before: z.int().nullable() });
export type AuditsAnswer = z.infer<typeof auditsAnswer>;
