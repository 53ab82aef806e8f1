import type { Sql } from "@/db/client";
import { isStandby } from "@/db/queries/standby";
import type { Logger } from "@/server/log";

/** Knows whether the database can be worked on, or is a standby that only follows another. */
export interface StandbyWatch {
  /** Asks the database. */
  check(): Promise<void>;
  /** What the last answer was; false before there was one. */
  isPrimary(): boolean;
}

/**
 * Makes a watch. A standby refuses everything that a worker does: so until it is promoted the worker only waits,
 * and says so once instead of failing in every task.
 *
 * @param options.onPrimary called when the database turns out to be a primary, and when it becomes one
 */
export function createStandbyWatch(options: { sql: Sql; log: Logger; onPrimary: () => void }): StandbyWatch {
  const { sql, log, onPrimary } = options;
  let standby: boolean | undefined;
  return {
    async check() {
      const was = standby;
      standby = await isStandby(sql);
      if (standby === was) return;
      if (standby) {
        log.warn(
          "the database is a standby, which cannot refresh: waiting for its promotion. Point DATABASE_URL at the primary to refresh now.",
        );
        return;
      }
      if (was) log.info("the database was promoted, going to work");
      onPrimary();
    },
    isPrimary: () => standby === false,
  };
}
