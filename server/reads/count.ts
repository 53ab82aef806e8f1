import { addReads, type ReadCount } from "@/db/queries/reads";
import { HOUR_MS } from "@/lib/duration";
import { beforeClose, db } from "@/server/db";
import { logger } from "@/server/log";

const FLUSH_MS = 5_000;
/** While the database is away, so many hours and views are kept and no more. */
const KEPT_MAX = 10_000;

interface Buffer {
  counts: Map<string, ReadCount>;
  timer?: NodeJS.Timeout;
}

const store = globalThis as typeof globalThis & { __frescuraReads?: Buffer };

/**
 * Counts a read of a view's data, in this process first: readers of one view would wait for each other at its row.
 *
 * @param view slug or name
 */
export function countRead(view: string, servedFrom: ReadCount["servedFrom"], cacheHit = false): void {
  const hour = new Date(Date.now() - (Date.now() % HOUR_MS));
  add({ view, hour, servedFrom, reads: 1, cacheHits: cacheHit ? 1 : 0 });
}

/** Writes what was counted since the last time; what cannot be written stays for the next. */
export async function flushReads(): Promise<void> {
  const buffer = opened();
  clearTimeout(buffer.timer);
  buffer.timer = undefined;
  const counts = [...buffer.counts.values()];
  buffer.counts.clear();
  if (counts.length === 0) return;
  try {
    await addReads(db().sql, counts);
  } catch (error) {
    for (const count of counts) add(count);
    logger().warn({ err: error, counts: counts.length }, "reads could not be counted yet");
  }
}

function opened(): Buffer {
  if (!store.__frescuraReads) {
    store.__frescuraReads = { counts: new Map() };
    beforeClose("reads", flushReads);
  }
  return store.__frescuraReads;
}

function add(count: ReadCount): void {
  const buffer = opened();
  const key = `${count.view} ${count.servedFrom} ${count.hour.getTime()}`;
  const known = buffer.counts.get(key);
  if (known) {
    known.reads += count.reads;
    known.cacheHits += count.cacheHits;
  } else if (buffer.counts.size < KEPT_MAX) buffer.counts.set(key, { ...count });
  buffer.timer ??= setTimeout(flushReads, FLUSH_MS).unref();
}
