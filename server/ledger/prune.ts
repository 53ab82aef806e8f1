import type { Db } from "@/db/client";
import { pruneBatch, vouchedViews } from "@/db/queries/ledger";
import { db as sharedDb } from "@/server/db";

const BATCH_ROWS = 10_000;
/** Per view and call: the rest waits for the next, so that no call takes long. */
const BATCHES_MAX = 10;

/** Refresh of each view, by its slug, after which its ledger was pruned to the end. */
const pruned = new WeakMap<Db, Map<string, number>>();

/**
 * Removes from the ledgers what refreshes have brought into the views since the last call, some thousands of rows
 * a statement: a writer's next insert must not wait, and readers with an older snapshot still see them.
 *
 * @returns how many rows
 */
export async function pruneLedgers(db: Db = sharedDb()): Promise<number> {
  const done = pruned.get(db) ?? new Map<string, number>();
  pruned.set(db, done);
  let rows = 0;
  for (const { slug, refreshId } of await vouchedViews(db.sql)) {
    if (done.get(slug) === refreshId) continue;
    let last = BATCH_ROWS;
    for (let batch = 0; batch < BATCHES_MAX && last === BATCH_ROWS; batch++) {
      last = await pruneBatch(db.sql, slug, BATCH_ROWS);
      rows += last;
    }
    if (last < BATCH_ROWS) done.set(slug, refreshId);
  }
  return rows;
}
