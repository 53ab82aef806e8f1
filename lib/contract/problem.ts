import { z } from "zod";

/** Stable codes of errors, for programs; the words beside them may change. */
export const problemCode = z.enum([
  "unauthenticated",
  "forbidden",
  "authentication_stale",
  "unknown_view",
  "not_found",
  "bad_parameter",
  "bad_body",
  "bad_origin",
  "rate_limited",
  "refresh_failed",
  "unsupported",
  "read_failed",
  "too_slow",
  "busy",
  "conflict",
  "key_reused",
  "not_running",
  "held",
  "last_admin",
  "method_not_allowed",
  "database_unavailable",
  "internal",
]);
export type ProblemCode = z.infer<typeof problemCode>;

/** An error as `application/problem+json` (RFC 9457). */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCode,
  detail: z.string().optional(),
  /** The parameter that was wrong. */
  parameter: z.string().optional(),
  /** Seconds until it is worth trying again, as in `Retry-After`. */
  retry_after: z.int().optional(),
  /** Id in `frescura.refresh_log` of the refresh that failed. */
  refresh_id: z.int().optional(),
});
export type Problem = z.infer<typeof problem>;
