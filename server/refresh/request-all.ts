import { allHealth } from "@/db/queries/health";
import {
  type RefreshAllAnswer,
  type RefreshAnswer,
  type RefreshResult,
  refreshBody,
  refreshQuery,
} from "@/lib/contract/refresh";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput, parseJson } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { admitRefresh } from "@/server/refresh/admit";
import { refreshFailed } from "@/server/refresh/failure";
import { isComplete } from "@/server/refresh/is-complete";
import { refreshesLeft } from "@/server/refresh/limit";
import { requestRefresh } from "@/server/refresh/request";
import { leftAlone, runRefresh } from "@/server/refresh/run";
import { seen } from "@/server/sight";

/**
 * Refreshes all enabled views on demand, or the one that the body names; one use of the limit either way.
 *
 * @param input see `refreshQuery`
 * @param body JSON text, see `refreshBody`; empty for all views
 * @throws ProblemError refresh_failed when any view failed, with the `results` of all
 */
export async function requestRefreshAll(
  actor: Actor,
  input: unknown,
  body: string,
): Promise<RefreshAllAnswer | RefreshAnswer> {
  requirePermission(actor, "refreshAll");
  const { force } = parseInput(refreshQuery, input);
  const { view } = parseInput(refreshBody, parseJson(body), "bad_body");
  if (view !== undefined) return await requestRefresh(actor, view, input);

  const { views } = await allHealth(db().sql);
  const enabled = seen(actor, views).filter((each) => each.enabled);
  const due = enabled.filter((each) => force || !isComplete(each));
  const wanted = due.map(({ slug }) => slug);
  const remaining = due.length > 0 ? await admitRefresh(actor, wanted, force) : await refreshesLeft(actor);
  // All at once: how many run together is the pool's to say.
  const results = await Promise.all(
    enabled.map((each) => (due.includes(each) ? runRefresh(actor, each, force) : leftAlone(each))),
  );
  const failed = results.find((result) => !result.success);
  if (failed) throw await refreshFailed(actor, failed, { remaining, results });
  return { success: true, ...sums(results), remaining, results };
}

function sums(results: RefreshResult[]) {
  const total = (key: "duration_ms" | "rows_affected") => results.reduce((sum, each) => sum + each[key], 0);
  const refreshed = results.filter((each) => each.refreshed).length;
  const duration_ms = total("duration_ms");
  const message =
    refreshed > 0
      ? `${refreshed === 1 ? "View" : `${refreshed} views`} refreshed successfully in ${duration_ms}ms`
      : "No view needs a refresh.";
  return { refreshed: refreshed > 0, duration_ms, rows_affected: total("rows_affected"), message };
}
