import type { Db } from "@/db/client";
import { pruneLogBatch, pruneTracesBatch } from "@/db/queries/prune";
import { HOUR_MS } from "@/lib/duration";
import { db as sharedDb } from "@/server/db";
import { env } from "@/server/env";

const BATCH_ROWS = 2_000;

/** When it is due next, by database. */
const nextAt = new WeakMap<Db, number>();

/**
 * Once an hour, moves what is older than LOG_KEEP_DAYS from the log into its hourly sums, and removes the traces
 * of that time. In batches, so that nothing waits long for the rows; several processes may do it at once.
 *
 * @returns attempts removed from the log
 */
export async function pruneLog(db: Db = sharedDb(), now = Date.now()): Promise<number> {
  if (now < (nextAt.get(db) ?? 0)) return 0;
  const days = env().LOG_KEEP_DAYS;
  let pruned = 0;
  for (let last = BATCH_ROWS; last === BATCH_ROWS; pruned += last) {
    last = await pruneLogBatch(db.sql, days, BATCH_ROWS);
  }
  for (let last = BATCH_ROWS; last === BATCH_ROWS; ) {
    last = await pruneTracesBatch(db.sql, days, BATCH_ROWS);
  }
  // Only once all went well: what failed is tried again at the next tick.
  nextAt.set(db, now + HOUR_MS);
  return pruned;
}
