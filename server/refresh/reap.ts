import type { Db } from "@/db/client";
import { importCronFailures, reapAttempts } from "@/db/queries/events";
import { db as sharedDb } from "@/server/db";

/**
 * Ends on the record every refresh whose session is gone, and takes over runs of pg_cron that failed before our own
 * log could know. Returns how many of both.
 */
export async function reap(db: Db = sharedDb()): Promise<number> {
  return (await reapAttempts(db.sql)) + (await importCronFailures(db.sql));
}
