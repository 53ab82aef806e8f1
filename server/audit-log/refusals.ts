import { type AuditEvent, emitAuditEvent } from "@/db/queries/audit";
import { type Limit, takeUse } from "@/db/queries/limits";
import { logger } from "@/server/log";
import { transaction } from "@/server/transaction";

/** Of the refusals of one kind and actor so many an hour go into the audit log, which only grows; the log has all. */
const KEPT: Limit = { bucket: "refusals", uses: 100, windowMinutes: 60 };
/** Whoever tries to sign in is nobody yet: all of them together. */
const KEPT_OF_NOBODY: Limit = { bucket: "refusals", uses: 1000, windowMinutes: 60 };

/**
 * Puts on record that something was refused. It never changes the answer: a refusal stands, recorded or not.
 *
 * @param event of nobody, as `system:sign-in`, where it is not known who asks
 */
export async function recordRefusal(event: AuditEvent): Promise<void> {
  logger().warn({ audit: event }, "refused");
  try {
    await transaction(async (tx) => {
      const limit = event.actor.startsWith("system:") ? KEPT_OF_NOBODY : KEPT;
      const { allowed } = await takeUse(tx, limit, `${event.action} ${event.actor}`);
      if (allowed) await emitAuditEvent(tx, event);
    });
  } catch (error) {
    logger().warn({ err: error }, "a refusal could not be put on record");
  }
}
