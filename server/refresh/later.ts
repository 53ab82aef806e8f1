import { emitAuditEvent } from "@/db/queries/audit";
import { healthOf } from "@/db/queries/health";
import { requestRefreshLater } from "@/db/queries/refresh";
import { addressOf } from "@/lib/contract/operation";
import { waitVisible } from "@/lib/contract/operations/trace";
import { type AcceptedAnswer, refreshQuery } from "@/lib/contract/refresh";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { isComplete } from "@/server/refresh/is-complete";
import { takeRefresh } from "@/server/refresh/limit";
import { requireRefreshOf, requireRetry } from "@/server/refresh/may-retry";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Asks for a refresh that whichever driver comes first does, and that outlives this process: it is on record, with its
 * event and one use of the limit, or it is not asked for.
 *
 * @param view slug or name
 * @param input see `refreshQuery`
 * @returns null where the view needs none, and none is forced
 */
export async function requestLater(
  actor: Actor,
  view: string,
  input: unknown,
): Promise<AcceptedAnswer | null> {
  await requireRetry(actor);
  const { force } = parseInput(refreshQuery, input);
  const health = await healthOf(db().sql, await findView(actor, view));
  requireRefreshOf(actor, health);
  if (!force && isComplete(health)) return null;
  const { slug } = health;
  const { receipt, remaining } = await transaction(async (tx) => {
    const left = await takeRefresh(tx, actor);
    const detail = { force, later: true };
    await emitAuditEvent(tx, { actor: auditName(actor), action: "refresh.request", target: slug, detail });
    return { receipt: await requestRefreshLater(tx, slug), remaining: left };
  });
  const status_url = addressOf(waitVisible.path, { view: slug }, { receipt });
  return { accepted: true, view: slug, receipt, status_url, remaining };
}
