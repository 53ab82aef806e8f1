import { openAsks } from "@/db/queries/asks";
import { emitAuditEvent } from "@/db/queries/audit";
import { healthOf } from "@/db/queries/health";
import { takeUse } from "@/db/queries/limits";
import type { AskAnswer } from "@/lib/contract/asks";
import { type Actor, auditName, callerKey } from "@/server/actor";
import { mailAsk } from "@/server/asks/mail";
import { db } from "@/server/db";
import { ProblemError } from "@/server/problem";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/** Nobody asks more often; each may be a mail to several. */
const LIMIT = { bucket: "ask", uses: 10, windowMinutes: 60 };

/**
 * Asks those who may refresh for a refresh of a view: on record, where their pages find it, and by mail. Everyone
 * signed in may. What is asked already is not asked again.
 *
 * @param view slug or name
 * @throws ProblemError rate_limited
 */
export async function askForRefresh(actor: Actor, view: string): Promise<AskAnswer> {
  const health = await healthOf(db().sql, await findView(actor, view));
  const who = actor.email ?? actor.name;
  const mine = async () =>
    (await openAsks(db().sql)).find((one) => one.view === health.slug && one.who === who);
  const open = await mine();
  if (open) return { ...open, mailed: 0 };
  await transaction(async (tx) => {
    const taken = await takeUse(tx, LIMIT, callerKey(actor));
    if (!taken.allowed) {
      const detail = `${LIMIT.uses} requests per hour are used up.`;
      throw new ProblemError("rate_limited", detail, { retry_after: taken.retry_after_seconds });
    }
    await emitAuditEvent(tx, { actor: auditName(actor), action: "refresh.ask", target: health.slug });
  });
  const mailed = await mailAsk(who, health);
  const asked = (await mine()) ?? { view: health.slug, who, asked_at: new Date().toISOString() };
  return { ...asked, mailed };
}
