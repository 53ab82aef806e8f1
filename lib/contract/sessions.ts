import { z } from "zod";
import { timestamp } from "./timestamp";

/** A session of one's own that is open. */
export const session = z.object({
  id: z.uuid(),
  /** Address that signed in, where it can be known. */
  address: z.string().nullable(),
  /** What the browser called itself. */
  agent: z.string().nullable(),
  created_at: timestamp,
  /** When it was last used, to the minute. */
  seen_at: timestamp,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;

/** Answer of `GET /api/v1/me/sessions`, the one used last first. */
export const sessionList = z.object({ sessions: z.array(session) });

/** How many sessions were ended. */
export const sessionsEnded = z.object({ ended: z.int() });

/** Body of `POST /api/v1/me/authenticate`. */
export const ownAuthentication = z.strictObject({ password: z.string().min(1).max(1024) });

/** Answer of `POST /api/v1/me/authenticate`. */
export const authenticated = z.object({ authenticated: z.literal(true) });
