import { emitAuditEvent } from "@/db/queries/audit";
import { type CronState, cronScript, cronState, runCronScript } from "@/db/queries/cron";
import { databaseName } from "@/db/queries/migrations";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { transaction } from "@/server/transaction";

/** What was done, or is left to do, in the database where pg_cron is, which is not ours. */
export interface Elsewhere {
  database: string;
  /** The statements. */
  script: string;
  /** Why we could not run them there ourselves; null: done. */
  problem: string | null;
}

/** Where pg_cron is, if it is not in our database: as the server says, or as somebody who knows does. */
export async function cronElsewhere(named?: string): Promise<(CronState & { database: string }) | null> {
  const state = await cronState(db().sql);
  const database = named ?? state.database;
  if (state.version !== null || database === null) return null;
  return named === undefined && database === (await databaseName(db().sql)) ? null : { ...state, database };
}

/**
 * Makes our jobs in that database, or takes them out of it, as far as our role may there. The request is on record
 * before: no rollback of ours reaches another database.
 */
export async function changeElsewhere(
  actor: Actor,
  database: string,
  { remove }: { remove: boolean },
): Promise<Elsewhere> {
  const script = await cronScript(db().sql, { remove });
  const action = remove ? "cron.uninstall" : "cron.install";
  await transaction((tx) =>
    emitAuditEvent(tx, { actor: auditName(actor), action, detail: { asked: true, database } }),
  );
  const { DATABASE_URL, DATABASE_URL_DIRECT } = env();
  const problem = await runCronScript((DATABASE_URL_DIRECT ?? DATABASE_URL)!, database, script);
  return { database, script, problem };
}
