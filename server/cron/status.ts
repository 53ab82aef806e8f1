import { type CronJob, type CronState, cronJobs, cronState } from "@/db/queries/cron";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { requireRole } from "@/server/permission";
import { cronElsewhere } from "./elsewhere";

/** pg_cron in this database, and the jobs in it that call us. */
export interface CronStatus extends CronState {
  jobs: CronJob[];
  /** Whether it is in another database than ours. */
  elsewhere: boolean;
}

/** Whether pg_cron drives the schedules, and how its jobs went last. For admin and ops: jobs are SQL. */
export async function cronStatus(actor: Actor): Promise<CronStatus> {
  requireRole(actor, ["admin", "ops"], "see the jobs of pg_cron");
  const state = await cronState(db().sql);
  const elsewhere = (await cronElsewhere()) !== null;
  return { ...state, elsewhere, jobs: state.version === null ? [] : await cronJobs(db().sql) };
}
