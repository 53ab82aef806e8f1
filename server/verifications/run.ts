import { emitAuditEvent } from "@/db/queries/audit";
import { verifyView } from "@/db/queries/verifications";
import { type Verification, verificationBody } from "@/lib/contract/verifications";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Compares a view with its definition, a sample of its keys or all. For admin and ops: it costs as much as a
 * refresh, and its result quotes keys.
 *
 * @param view slug or name
 * @param input see `verificationBody`
 * @throws ProblemError unsupported for a view that cannot be compared
 */
export async function runVerification(actor: Actor, view: string, input: unknown): Promise<Verification> {
  requirePermission(actor, "runVerification");
  const { sample_percent } = parseInput(verificationBody, input, "bad_body");
  const slug = await findView(actor, view);
  return await transaction(async (tx) => {
    const verification = await verifyView(tx, slug, sample_percent, signature(actor));
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.verify",
      target: slug,
      detail: { id: verification.id, sample_percent, differing_keys: verification.differing_keys },
    });
    return verification;
  }, db().read);
}
