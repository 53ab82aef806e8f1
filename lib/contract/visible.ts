import { z } from "zod";
import { timestamp } from "./timestamp";

/** Longest that one request waits. */
export const WAIT_SECONDS_MAX = 30;

/** Query of `GET /api/v1/mv/visible/<view>`. */
export const visibleQuery = z.object({
  /** From `frescura.receipt()` in the writing transaction. */
  receipt: z
    .string({ error: "receipt is missing: take it from frescura.receipt() in the writing transaction" })
    .min(1)
    .max(80)
    .regex(/^[\w.]+$/, "receipt is not one of frescura.receipt()"),
  /** How long to wait: 0s to 30s. */
  wait: z
    .string()
    .regex(/^\d{1,3}s$/, "wait is not a duration in seconds such as 5s")
    .transform((text) => Number.parseInt(text, 10))
    .refine((seconds) => seconds <= WAIT_SECONDS_MAX, `wait is at most ${WAIT_SECONDS_MAX}s`)
    .default(0),
  /** Ask for a refresh, by the usual rules. */
  refresh: z
    .enum(["true", "false"], { error: "refresh is true or false" })
    .default("false")
    .transform((v) => v === "true"),
});

/** Answer of `GET /api/v1/mv/visible/<view>`. */
export const visibleAnswer = z.object({
  view: z.string(),
  receipt: z.string(),
  visible: z.boolean(),
  /** visible, waiting (for a refresh), in_progress (the writer has not committed) or rolled_back. */
  state: z.enum(["visible", "waiting", "in_progress", "rolled_back"]),
  /** The first refresh that contains it, and when that ended. */
  refresh_id: z.int().nullable(),
  visible_at: timestamp.nullable(),
  /** Whether this request asked for a refresh. */
  refresh_requested: z.boolean(),
});
export type VisibleAnswer = z.infer<typeof visibleAnswer>;
