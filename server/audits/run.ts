import { emitAuditEvent } from "@/db/queries/audit";
import { auditView } from "@/db/queries/audits";
import { type Audit, auditBody } from "@/lib/contract/audits";
import { type Actor, auditName, signature } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Compares a view with its definition, a sample of its keys or all. For admin and ops: it costs as much as a
 * refresh, and its result quotes keys.
 *
 * @param view slug or name
 * @param input see `auditBody`
 * @throws ProblemError unsupported for a view that cannot be compared
 */
export async function runAudit(actor: Actor, view: string, input: unknown): Promise<Audit> {
  requirePermission(actor, "runAudit");
  const { sample_percent } = parseInput(auditBody, input, "bad_body");
  const slug = await findView(view);
  return await transaction(async (tx) => {
    const audit = await auditView(tx, slug, sample_percent, signature(actor));
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.audit",
      target: slug,
      detail: { id: audit.id, sample_percent, differing_keys: audit.differing_keys },
    });
    return audit;
  }, db().read).catch((error) => {
    throw isIncomparable(error) ? incomparable(slug) : error;
  });
}

const isIncomparable = ({ code }: { code?: string }) => code === "55000" || code === "22004";

function incomparable(slug: string): ProblemError {
  return new ProblemError(
    "unsupported",
    "The view cannot be compared with its definition: it is missing, holds no data yet, or has no unique index over plain columns.",
    { view: slug },
  );
}
