import { z } from "zod";
import { refreshStatus } from "./freshness";
import { viewHealth } from "./health";
import { timestamp } from "./timestamp";

/** Query of `GET /api/v1/mv/stream`. */
export const streamQuery = z.object({
  /** `now` of the health that the caller has: what changed after it is sent first. */
  since: timestamp.optional(),
});

/**
 * What `GET /api/v1/mv/stream` sends, by the name of its event. `listening` says whether the database's
 * notifications arrive; where they do not, as through a pooler, callers had better ask by themselves.
 */
export const liveMessages = {
  /** The first one, and whenever `listening` changes. */
  state: z.object({ now: timestamp, listening: z.boolean() }),
  /** An attempt began, ended or was skipped. */
  refresh: z.object({ refresh_id: z.int(), view: z.string(), status: refreshStatus }),
  /** Views whose health has changed, and slugs of those that are gone. */
  health: z.object({ now: timestamp, views: z.array(viewHealth), gone: z.array(z.string()) }),
  /** Alerts were opened, acknowledged or closed; how many are open. */
  alerts: z.object({ open: z.int() }),
  /** A view was compared with its definition; only for admin and ops. */
  verification: z.object({ verification_id: z.int(), differing: z.int().nullable() }),
  /** Nothing happened, and the connection lives. */
  beat: z.object({ now: timestamp }),
  /** The last one: the session or token is no longer good, or the server goes down. */
  end: z.object({ code: z.enum(["unauthenticated", "shutdown"]) }),
};

export type LiveName = keyof typeof liveMessages;
export type LiveData<N extends LiveName> = z.infer<(typeof liveMessages)[N]>;
/** A message with its name. */
export type LiveMessage = { [N in LiveName]: { name: N; data: LiveData<N> } }[LiveName];
