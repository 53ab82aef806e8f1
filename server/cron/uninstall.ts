import { emitAuditEvent } from "@/db/queries/audit";
import { uninstallCron } from "@/db/queries/cron";
import { type Actor, auditName } from "@/server/actor";
import { requireRole } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { changeElsewhere, cronElsewhere, type Elsewhere } from "./elsewhere";

/** Takes the jobs that installing made out of pg_cron again. Only admins may. */
export async function uninstallCronJobs(
  actor: Actor,
  database?: string,
): Promise<{ removed: number; elsewhere?: Elsewhere }> {
  requireRole(actor, ["admin"], "change schedules");
  const there = await cronElsewhere(database);
  if (there) {
    return { removed: 0, elsewhere: await changeElsewhere(actor, there.database, { remove: true }) };
  }
  return await transaction(async (tx) => {
    const removed = await uninstallCron(tx);
    if (removed > 0) {
      await emitAuditEvent(tx, { actor: auditName(actor), action: "cron.uninstall", detail: { removed } });
    }
    return { removed };
  });
}
