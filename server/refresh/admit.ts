import { emitAuditEvent } from "@/db/queries/audit";
import { type Actor, auditName } from "@/server/actor";
import { takeRefresh } from "@/server/refresh/limit";
import { transaction } from "@/server/transaction";

/**
 * Takes one use of an actor's hour and puts on record what it is for. Committed before a refresh begins, since that
 * commits by itself and may outlive us: none without its event. How it ended is told by `view.refresh`, or, where
 * nobody lived to tell, by `frescura.refresh_log`.
 *
 * @param slugs of the views that are to be refreshed
 * @returns how many uses are left
 * @throws ProblemError rate_limited when none was left
 */
export async function admitRefresh(actor: Actor, slugs: readonly string[], force: boolean): Promise<number> {
  return await transaction(async (tx) => {
    const remaining = await takeRefresh(tx, actor);
    for (const target of slugs) {
      const event = {
        actor: auditName(actor),
        action: "refresh.request",
        target,
        detail: { force },
      } as const;
      await emitAuditEvent(tx, event);
    }
    return remaining;
  });
}
