import { emitAuditEvent } from "@/db/queries/audit";
import { retryEvents } from "@/db/queries/waiting-events";
import { eventsRetry, type RetryAnswer } from "@/lib/contract/events";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { withoutIds } from "@/server/sight";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Asks anew for events that were set aside after too many failed refreshes. For those who refresh or operate.
 *
 * @param input see `eventsRetry`
 */
export async function retryDeadLetters(actor: Actor, input: unknown): Promise<RetryAnswer> {
  requirePermission(actor, "retryEvents");
  const { view, ids } = parseInput(eventsRetry, input, "bad_body");
  const slug = view === undefined ? null : await findView(actor, view);
  return await transaction(async (tx) => {
    const retried = await retryEvents(tx, slug, ids ?? null, withoutIds(actor));
    if (retried > 0) {
      await emitAuditEvent(tx, {
        actor: auditName(actor),
        action: "event.retry",
        target: slug ?? undefined,
        detail: { retried, ...(ids && { ids: ids.slice(0, 50).join(", ") }) },
      });
    }
    return { retried };
  });
}
