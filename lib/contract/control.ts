import { z } from "zod";

/** Answer of `POST /api/v1/mv/cancel/<view>`. */
export const cancelAnswer = z.object({
  view: z.string(),
  /** Id in `frescura.refresh_log` of the refresh that was cancelled; it ends as failed, 57014. */
  refresh_id: z.int(),
  cancelled: z.literal(true),
});
export type CancelAnswer = z.infer<typeof cancelAnswer>;

/** Answer of `POST /api/v1/mv/resume/<view>`. */
export const resumeAnswer = z.object({
  view: z.string(),
  /** Whether there was anything to resume: a suspension, or events that were set aside. */
  resumed: z.boolean(),
});
export type ResumeAnswer = z.infer<typeof resumeAnswer>;
