import { z } from "zod";
import type { Transaction } from "@/db/client";
import { markAcknowledged, unmarkAcknowledged } from "@/db/queries/alerts";
import { emitAuditEvent } from "@/db/queries/audit";
import type { Alert } from "@/lib/contract/alerts";
import { type Actor, auditName, signature } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { alertFor } from "@/server/redact";
import { sees } from "@/server/sight";
import { transaction } from "@/server/transaction";

const input = z.object({ id: z.coerce.number().int().positive() });

/**
 * Notes that someone has seen an alert and looks into it; the first one stays. For those who refresh or operate.
 *
 * @param given its id, as `{ id }`
 */
export async function acknowledgeAlert(actor: Actor, given: unknown): Promise<Alert> {
  requirePermission(actor, "acknowledgeAlert");
  return change(actor, given, "alert.acknowledge", (tx, id) => markAcknowledged(tx, id, signature(actor)));
}

/**
 * Takes the note back, so that others know it is not looked into. For those who refresh or operate.
 *
 * @param given its id, as `{ id }`
 */
export async function unacknowledgeAlert(actor: Actor, given: unknown): Promise<Alert> {
  requirePermission(actor, "unacknowledgeAlert");
  return change(actor, given, "alert.unacknowledge", unmarkAcknowledged);
}

async function change(
  actor: Actor,
  given: unknown,
  action: "alert.acknowledge" | "alert.unacknowledge",
  act: (tx: Transaction, id: number) => Promise<Alert | undefined>,
): Promise<Alert> {
  const { id } = parseInput(input, given);
  return await transaction(async (tx) => {
    const alert = await act(tx, id);
    // Of a view that he may not see there is none; what was noted is rolled back.
    if (!alert || !sees(actor, alert.view))
      throw new ProblemError("not_found", `There is no alert with the id ${id}.`, { parameter: "id" });
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action,
      target: alert.view ?? undefined,
      detail: { id, kind: alert.kind },
    });
    return alertFor(actor, alert);
  });
}
