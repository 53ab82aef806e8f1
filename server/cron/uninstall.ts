import { recordDeed } from "@/db/queries/audit";
import { uninstallCron } from "@/db/queries/cron";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";

/** Takes the jobs that installing made out of pg_cron again. Only admins may. */
export async function uninstallCronJobs(actor: Actor): Promise<{ removed: number }> {
  requireRole(actor, ["admin"], "change schedules");
  const removed = await uninstallCron(db().sql);
  if (removed > 0) {
    await recordDeed(db().sql, { actor: auditName(actor), action: "cron.uninstall", detail: { removed } });
  }
  return { removed };
}
