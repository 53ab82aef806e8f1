import { attemptError, skipReason } from "@/db/queries/history";
import type { ReasonDetail } from "@/lib/contract/history";
import type { RefreshResult } from "@/lib/contract/refresh";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { readsDatabaseMessages } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { unnamed } from "@/server/sight";

/**
 * The problem that tells of a failed refresh. The database's own words only for those who work on it.
 *
 * @param failed the view that failed
 * @param more further members of the problem
 */
export async function refreshFailed(
  actor: Actor,
  failed: RefreshResult,
  more: Record<string, unknown> = {},
): Promise<ProblemError> {
  const { refresh_id: id, message, view } = failed;
  const skipped = id === null ? null : await skipReason(db().sql, id);
  if (skipped?.reason === "long_transaction")
    return held(actor, skipped.detail, { ...more, view, refresh_id: id });
  const where = id === null ? "" : ` See attempt ${id} in the refresh history.`;
  const cause =
    id !== null && readsDatabaseMessages(actor) ? unnamed(actor, await attemptError(db().sql, id)) : null;
  const detail = cause ? `${message} ${cause}${where}` : `${message}${where}`;
  return new ProblemError("refresh_failed", detail, {
    ...more,
    view,
    ...(id !== null && { refresh_id: id }),
  });
}

/** Nothing failed: the view's setting is to keep its readers from queueing behind a refresh that has to wait. */
function held(actor: Actor, holder: ReasonDetail | null, more: Record<string, unknown>): ProblemError {
  const who =
    holder && readsDatabaseMessages(actor)
      ? ` (process ${[holder.pid, holder.role, holder.application].filter((each) => each != null).join(" ")})`
      : "";
  return new ProblemError(
    "held",
    `A long transaction${who} holds the view, and readers would queue behind a refresh that waits for it. Try again when it has ended.`,
    more,
  );
}
