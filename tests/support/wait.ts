import { setTimeout as sleep } from "node:timers/promises";
import type { ReservedSql } from "postgres";
import type { Sql } from "@/db/client";

const GIVE_UP_MS = 30_000;

/** Asks until the answer is there; the limit only ends a test that would hang, it proves nothing. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false | null>): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > giveUpAt) throw new Error(`gave up waiting until ${what}`);
    await sleep(10);
  }
}

/** Waits until a backend stands in a lock queue: from then on an interleaving is certain, not likely. */
export async function waitForLock(sql: Sql, pid: number): Promise<void> {
  await until(`backend ${pid} waits for a lock`, async () => {
    const [row] = await sql`select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
    return row !== undefined;
  });
}

/**
 * Sends a query whose answer is awaited later: postgres.js sends none until somebody listens, and one that fails
 * meanwhile must not count as unhandled.
 */
export function underway<Q extends Promise<unknown>>(query: Q): Q {
  query.catch(() => {});
  return query;
}

/** The process number of a connection's backend, to name it to `waitForLock`. */
export async function backendPid(sql: Sql | ReservedSql<{ bigint: number }>): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  if (!row) throw new Error("the server named no backend");
  return row.pid;
}
