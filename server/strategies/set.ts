import { emitAuditEvent } from "@/db/queries/audit";
import { changeStrategy } from "@/db/queries/strategies";
import { type StrategyChanged, strategyChange } from "@/lib/contract/strategies";
import { type Actor, auditName } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Chooses by which strategy a view, by its slug or name, is refreshed. Only admins may.
 *
 * @throws ProblemError unsupported, with what stands against it; busy while somebody holds the view
 */
export async function setStrategy(actor: Actor, view: string, input: unknown): Promise<StrategyChanged> {
  requirePermission(actor, "setStrategy");
  const change = parseInput(strategyChange, input);
  const slug = await findView(actor, view);
  return await transaction(async (tx) => {
    const changed = await changeStrategy(tx, slug, change, auditName(actor));
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.strategy",
      target: slug,
      detail: { strategy: changed.strategy, former: changed.former, ...change.options },
    });
    return changed;
  });
}
