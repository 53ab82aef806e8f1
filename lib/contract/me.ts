import { z } from "zod";
import { role } from "./roles";
import { timestamp } from "./timestamp";

/** Answer of `GET /api/v1/me`: who asks, and what they may. */
export const me = z.object({
  kind: z.enum(["user", "token"]),
  name: z.string(),
  email: z.string().nullable(),
  role,
  /** Whether they sign in by password, and not by an OpenID provider. */
  has_password: z.boolean(),
  may_refresh: z.boolean(),
  /** Whether they may cancel, resume, retry and take note of alerts. */
  may_operate: z.boolean(),
  /** Whether they may refresh a view whose last refresh failed, though they may refresh no other. */
  may_retry: z.boolean(),
  /** On-demand refreshes per hour, and how many of them are left. */
  refresh_limit: z.int(),
  refresh_remaining: z.int(),
  /** When the next one is free; null while some are left. */
  refresh_again_at: timestamp.nullable(),
  /** Whether this is the demo, whose data is invented. */
  demo: z.boolean(),
});
export type Me = z.infer<typeof me>;
