import type { Db } from "@/db/client";
import { RefreshInterrupted, refreshView } from "@/db/queries/refresh";
import { claimRetry } from "@/db/queries/retries";
import { db as sharedDb } from "@/server/db";
import { env } from "@/server/env";
import { type Logger, logger } from "@/server/log";

/** Of one look: what fails again is due again in half a minute at the earliest. */
const RETRIES_MAX = 1_000;

/**
 * Tries the views again whose last scheduled refresh failed and whose pause is over. Each is claimed, so that of
 * all drivers one tries it.
 *
 * @param options name of the driver, which goes into `triggered_by`
 * @returns the views that were tried
 */
export async function runRetries(options: { driver: string; db?: Db; log?: Logger }): Promise<string[]> {
  const { driver, db = sharedDb(), log = logger() } = options;
  const tried: string[] = [];
  const lane = async () => {
    while (tried.length < RETRIES_MAX) {
      const view = await claimRetry(db.sql);
      if (!view) return;
      tried.push(view);
      await retry(db, view, driver, log);
    }
  };
  await Promise.all(Array.from({ length: env().REFRESH_CONCURRENCY }, lane));
  return tried;
}

async function retry(db: Db, view: string, driver: string, log: Logger): Promise<void> {
  try {
    const request = { view, triggerType: "cron", triggeredBy: `${driver}:retry` } as const;
    const { status, refresh_id } = await refreshView(db, request);
    log.info({ view, refresh: refresh_id, status }, "tried again");
  } catch (error) {
    // On record as failed, and so due again.
    if (!(error instanceof RefreshInterrupted)) throw error;
  }
}
