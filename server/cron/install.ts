import { emitAuditEvent } from "@/db/queries/audit";
import { type CronChange, type CronState, cronState, installCron } from "@/db/queries/cron";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";
import { transaction } from "@/server/transaction";
import { changeElsewhere, cronElsewhere, type Elsewhere } from "./elsewhere";

/** What installing did, and how pg_cron reads its schedules. */
export interface CronInstallation extends CronState {
  jobs: CronChange[];
  /** Where pg_cron is in another database: what was done there. */
  elsewhere?: Elsewhere;
}

/**
 * Has pg_cron drive every enabled schedule; called again, it changes only what differs. Only admins may.
 *
 * @param database that of pg_cron, where our role may not see which
 * @throws ProblemError unsupported where pg_cron is not installed in the database
 */
export async function installCronJobs(actor: Actor, database?: string): Promise<CronInstallation> {
  requireRole(actor, ["admin"], "change schedules");
  const there = await cronElsewhere(database);
  if (there) {
    return { ...there, jobs: [], elsewhere: await changeElsewhere(actor, there.database, { remove: false }) };
  }
  const jobs = await transaction(async (tx) => {
    const all = await installCron(tx);
    const changed = all.filter(({ change }) => change !== "kept");
    if (changed.length > 0) {
      const detail = Object.fromEntries(changed.map(({ jobname, change }) => [jobname, change]));
      await emitAuditEvent(tx, { actor: auditName(actor), action: "cron.install", detail });
    }
    return all;
  });
  return { ...(await cronState(db().sql)), jobs };
}
