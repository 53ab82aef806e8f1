import type { Db } from "@/db/client";
import { readDriverGap, readUpkeepSteps, runStep, setKeepDays, type UpkeepStep } from "@/db/queries/upkeep";
import { deliverNotifications } from "@/server/alerts/deliver";
import { env } from "@/server/env";
import type { Logger } from "@/server/log";
import { runDue } from "@/server/schedules/run-due";
import { runRetries } from "@/server/schedules/run-retries";

/** A process that drives the tiers. */
export interface Driver {
  /** As `frescura.drivers` shows it: `worker:host:pid`, `vercel-cron`. */
  name: string;
  kind: "worker" | "vercel" | "http";
  /** What goes into the log of its refreshes. */
  label: string;
  /** Whether it comes so often that it takes each slot as it falls due, and not only those that others left. */
  steady: boolean;
  db: Db;
  log: Logger;
}

/** A step of upkeep as this driver does it. */
export interface Step {
  name: string;
  /** Done in moments; the others may take their time. */
  quick: boolean;
  run(): Promise<void>;
}

/** Of one look: what is left waits for the next. */
const BATCHES_MAX = 20;

/**
 * The steps of `frescura.upkeep_steps`, each with what this driver does for it.
 *
 * @throws Error for a step that is no statement and that nothing here does
 */
export async function upkeepSteps(driver: Driver): Promise<Step[]> {
  const { LOG_KEEP_DAYS } = env();
  // The setting is the database's, for drivers that are nothing but SQL, too.
  if (LOG_KEEP_DAYS !== undefined) await setKeepDays(driver.db.sql, LOG_KEEP_DAYS);
  const steps = await readUpkeepSteps(driver.db.sql);
  return steps.map((step) => ({
    name: step.step,
    quick: step.statement !== null && step.batch === null,
    run: step.statement === null ? ownWork(step, driver) : () => inDatabase(step, driver),
  }));
}

/** What takes connections or a network of the driver's own. */
const OWN_WORK: Readonly<Record<string, (driver: Driver) => Promise<unknown>>> = {
  slots: async ({ label, steady, db, log }) => {
    const overdueSeconds = steady ? 0 : await readDriverGap(db.sql);
    return runDue({ driver: label, overdueSeconds, db, log });
  },
  retries: ({ label, db, log }) => runRetries({ driver: label, db, log }),
  notifications: ({ db, log }) => deliverNotifications({ db, log }),
};

function ownWork({ step }: UpkeepStep, driver: Driver): Step["run"] {
  const work = OWN_WORK[step];
  if (!work) throw new Error(`Nothing does the step "${step}" of frescura.upkeep_steps().`);
  return async () => void (await work(driver));
}

async function inDatabase({ step }: UpkeepStep, { name, kind, db }: Driver): Promise<void> {
  for (let batch = 0, more = true; more && batch < BATCHES_MAX; batch++) {
    const done = await runStep(db.sql, step, { name, kind });
    if (done.problem !== null) throw new Error(`Upkeep: ${done.problem}`);
    more = done.more;
  }
}
