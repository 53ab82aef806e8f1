import { type Visibility, visibilityOf } from "@/db/queries/visible";
import { type VisibleAnswer, visibleQuery } from "@/lib/contract/visible";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { logger } from "@/server/log";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { requestRefresh } from "@/server/refresh/request";
import { findView } from "@/server/views";
import { hearNews } from "@/server/visible/news";

/**
 * Waits until a view contains what the transaction of a receipt wrote, and says how it stands then. Everyone signed
 * in may wait; a refresh is asked for by the rules of refreshing on demand.
 *
 * @param view slug or name
 * @param input see `visibleQuery`
 * @param gone aborts when the caller has left
 * @throws ProblemError bad_parameter for a bad receipt; forbidden, rate_limited or refresh_failed for the refresh
 */
export async function waitVisible(
  actor: Actor,
  view: string,
  input: unknown,
  gone?: AbortSignal,
): Promise<VisibleAnswer> {
  const { receipt, wait, refresh } = parseInput(visibleQuery, input);
  if (refresh) requirePermission(actor, "refresh");
  const slug = await findView(actor, view);
  const look = () => visibilityOf(db().sql, slug, receipt);
  let now = await look();
  let requested: ReturnType<typeof refreshing> | undefined;
  const deadline = performance.now() + wait * 1000;
  if (isOpen(now) && (wait > 0 || refresh)) {
    const news = hearNews(actor);
    try {
      for (;;) {
        // Not before the writer has committed: a refresh until then would be wasted.
        if (refresh && now.state === "waiting" && !requested) {
          requested = refreshing(actor, slug);
          // Who does not wait for the write waits for the refresh, or would not learn that it was refused.
          await (wait === 0 ? requested.done : Promise.race([requested.done, news.next(wait * 1000)]));
        }
        requested?.complain();
        now = await look();
        const left = deadline - performance.now();
        if (!isOpen(now) || left <= 0 || gone?.aborted) break;
        await news.next(left);
      }
    } finally {
      await news.end();
    }
  }
  return { view: slug, receipt, ...now, refresh_requested: requested !== undefined };
}

const isOpen = ({ state }: Visibility) => state === "waiting" || state === "in_progress";

/** A refresh under way, which outlives a caller who does not wait that long. */
function refreshing(actor: Actor, slug: string) {
  let failure: unknown;
  const done = requestRefresh(actor, slug, { force: "true" }).then(
    () => undefined,
    (error) => {
      failure = error;
      if (!(error instanceof ProblemError)) logger().warn({ err: error }, "an awaited refresh failed");
    },
  );
  return {
    done,
    /** @throws what the refresh was refused or failed with */
    complain() {
      if (failure) throw failure;
    },
  };
}
