import type { Executor } from "@/db/client";
import { db } from "@/server/db";
import { env } from "@/server/env";

const BEGIN = "isolation level repeatable read, read only";

/** Reads in one snapshot, writing nothing, with a limit on how long a statement takes. */
export async function inSnapshot<T>(work: (reader: Executor) => Promise<T>): Promise<T> {
  return (await db().read.begin(BEGIN, async (tx) => {
    await tx.unsafe(bounds(env().READ_TIMEOUT_MS));
    return await work(tx);
  })) as T;
}

/** A snapshot that outlives a function, for a stream. Whoever opens it has to close it. */
export async function openSnapshot(): Promise<{ reader: Executor; close(): Promise<void> }> {
  const reader = await db().read.reserve();
  try {
    await reader.unsafe(`begin ${BEGIN}`);
    await reader.unsafe(bounds(env().READ_TIMEOUT_MS));
  } catch (error) {
    reader.release();
    throw error;
  }
  return {
    reader,
    async close() {
      // A connection that is lost has nothing left to roll back.
      await reader.unsafe("rollback").catch(() => undefined);
      reader.release();
    },
  };
}

/** Names in a definition are found as they were when its text was made. */
function bounds(timeoutMs: number): string {
  return `set local statement_timeout = ${timeoutMs}; set local lock_timeout = ${Math.ceil(timeoutMs / 2)};
    set local search_path = pg_catalog, public, pg_temp`;
}
