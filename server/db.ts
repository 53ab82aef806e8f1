import { type Db, openDb } from "@/db/client";
import { env } from "@/server/env";

const store = globalThis as typeof globalThis & {
  __frescuraDb?: Db;
  __frescuraLastTasks?: Map<string, () => Promise<unknown>>;
};

/**
 * The connections of this process, opened at the first use. Kept on `globalThis` because Next and the worker
 * each load their own copy of this module into one process.
 *
 * @throws Error when no DATABASE_URL is set; `npm start` sets it for the embedded database
 */
export function db(): Db {
  if (!store.__frescuraDb) {
    const { DATABASE_URL, REFRESH_CONCURRENCY } = env();
    if (!DATABASE_URL) {
      throw new Error("DATABASE_URL is not set. Set it, or let `npm start` bring a database.");
    }
    store.__frescuraDb = openDb({
      url: DATABASE_URL,
      applicationName: "frescura",
      refreshMax: REFRESH_CONCURRENCY,
    });
  }
  return store.__frescuraDb;
}

/**
 * Has something done while the connections are still open, when the process ends.
 *
 * @param name one task per name, whichever copy of a module asks
 */
export function beforeClose(name: string, task: () => Promise<unknown>): void {
  store.__frescuraLastTasks ??= new Map();
  store.__frescuraLastTasks.set(name, task);
}

/**
 * Closes the connections of this process.
 *
 * @param timeoutSeconds how long to wait for queries under way at most
 */
export async function closeDb(timeoutSeconds = 5): Promise<void> {
  if (!store.__frescuraDb) return;
  await Promise.allSettled([...(store.__frescuraLastTasks?.values() ?? [])].map((task) => task()));
  const open = store.__frescuraDb;
  store.__frescuraDb = undefined;
  await open?.end(timeoutSeconds);
}
