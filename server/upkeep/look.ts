import { type Db, openDb } from "@/db/client";
import { heartbeat, type NextLook, readNextLook } from "@/db/queries/schedules";
import { isStandby } from "@/db/queries/standby";
import { drainEvents } from "@/server/events/drain";
import type { Logger } from "@/server/log";
import { upkeep } from "./run";
import type { Driver } from "./steps";

/** Where something is due that cannot be done yet, as when another driver is at it: as often as other workers look. */
const AGAIN_S = 15;
/** Looks in a row that find something due, before that pause. */
const ROUNDS_MAX = 3;
/** A standby is looked at as seldom as that. */
const STANDBY_S = 300;

/** A driver that is seen only now and then. */
export interface LookOptions {
  url: string;
  /** As `frescura.drivers` shows it. */
  name: string;
  /** Refreshes at the same time. */
  refreshMax?: number;
  log: Logger;
  /** Whether something may have changed since it was last asked. */
  takeWake: () => boolean;
}

/**
 * Does all that is due, by connections that are gone afterwards, and says when something will be: to the caller, and as
 * its sign of life to all others.
 */
export function lookOnce(options: LookOptions): Promise<NextLook> {
  return withDb(options, (db) => look(db, options));
}

async function look(db: Db, { name, log, takeWake }: LookOptions): Promise<NextLook> {
  if (await isStandby(db.sql)) return { seconds: STANDBY_S, cause: "standby" };
  const driver: Driver = { name, kind: "worker", label: "worker", steady: true, db, log };
  let next: NextLook = { seconds: 0, cause: "slot" };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    takeWake();
    await drainEvents({ triggeredBy: "worker:look", untriedOnly: true, db });
    await upkeep(driver);
    next = await readNextLook(db.sql);
    if (next.seconds > 0 && !takeWake()) break;
  }
  const seconds = next.seconds > 0 ? next.seconds : AGAIN_S;
  await heartbeat(db.sql, driver, seconds);
  return { ...next, seconds };
}

/** Takes the promise of the last look back: nobody keeps it any more. */
export async function promiseNothing(options: Pick<LookOptions, "url" | "name">): Promise<void> {
  await withDb(options, (db) => heartbeat(db.sql, { name: options.name, kind: "worker" }, 0));
}

async function withDb<T>(
  { url, refreshMax }: Pick<LookOptions, "url" | "refreshMax">,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const db = openDb({ url, applicationName: "frescura worker", refreshMax });
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}
