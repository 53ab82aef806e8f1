import pLimit from "p-limit";
import type { Db } from "@/db/client";
import {
  claimSlot,
  type DueSlot,
  finishSlot,
  type Outcome,
  readDueSlots,
  type WorkEnd,
} from "@/db/queries/schedules";
import { groupBy } from "@/lib/group-by";
import { db as sharedDb } from "@/server/db";
import { env } from "@/server/env";
import { type Logger, logger } from "@/server/log";
import { type ClaimedSlot, runSlot } from "./run-slot";

/** What became of the latest due slot of one schedule. */
export interface DueRun {
  schedule_id: number;
  tier: string;
  /** null: all views. */
  view: string | null;
  due_at: string;
  /** false: another driver, or an earlier delivery, has taken it, or what the view reads is busy. */
  claimed: boolean;
  outcome: Outcome | null;
  refresh_id: number | null;
}

/** Who drives, and what. */
export interface RunDueOptions {
  /** Name of the driver, such as `worker`; goes into the log. */
  driver: string;
  /** Only schedules of this tier. */
  tier?: string;
  /** Only slots that nobody took for so many seconds. */
  overdueSeconds?: number;
  /** Another moment than the database's present. */
  now?: Date;
  db?: Db;
  log?: Logger;
}

/**
 * Runs what is due, as `frescura.run_due` does, with several connections: the views of one level at the same time, since
 * they read none of each other. The database says what is due, in which order, and who may run it.
 */
export async function runDue(options: RunDueOptions): Promise<DueRun[]> {
  const { driver, tier, overdueSeconds, now, db = sharedDb(), log = logger() } = options;
  const slots = await readDueSlots(db.sql, { tier, at: now, overdueSeconds });
  tellOfProblems(db, slots, log);
  const due = slots.filter((slot): slot is ClaimedSlot["slot"] => slot.due_at !== null);
  const runs = due.filter(({ done }) => done).map((slot) => report(slot, null));
  for (const level of levels(due.filter(({ done }) => !done))) {
    const ran = await pLimit(env().REFRESH_CONCURRENCY).map(level, (group) =>
      runGroup(db, group, driver, log),
    );
    runs.push(...ran.flat());
  }
  return runs;
}

/** Level by level, in the database's order, the slots of each view; those of all views at once come last. */
function levels<S extends DueSlot>(slots: readonly S[]): S[][][] {
  const byLevel = groupBy(slots, ({ tier, view_id, depth }) =>
    view_id === null ? `all ${tier}` : `${depth} ${tier === "verification"}`,
  );
  return byLevel.map((level) => groupBy(level, ({ view_id }) => view_id));
}

/** The slots of one view, one after the other: those due at the same moment share one refresh. */
async function runGroup(
  db: Db,
  slots: ClaimedSlot["slot"][],
  driver: string,
  log: Logger,
): Promise<DueRun[]> {
  const runs: DueRun[] = [];
  for (const slot of slots) {
    const claimed = await claimSlot(db.sql, { scheduleId: slot.schedule_id, dueAt: slot.due_at, driver });
    runs.push(report(slot, claimed ? await finished(db, { slot, driver, log }) : null));
  }
  return runs;
}

async function finished(db: Db, claimed: ClaimedSlot): Promise<WorkEnd> {
  const { slot, log } = claimed;
  const at = { schedule: slot.schedule_id, tier: slot.tier, view: slot.slug };
  let ends: WorkEnd[];
  try {
    ends = await runSlot(db, claimed, env().REFRESH_CONCURRENCY);
  } catch (error) {
    log.error({ ...at, err: error }, "a scheduled run failed");
    ends = [{ outcome: "failed", refreshId: null }];
  }
  // Where the database is away this throws, and the slot stays open for whoever comes first after two minutes.
  const end = await finishSlot(db.sql, { scheduleId: slot.schedule_id, dueAt: slot.due_at, ends });
  if (end.outcome === "failed") log.warn({ ...at, refresh: end.refreshId }, "a scheduled refresh failed");
  else if (end.outcome === "completed") log.info({ ...at, refresh: end.refreshId }, "refreshed on schedule");
  return end;
}

/** By database: a process may come to know several. */
const told = new WeakMap<Db, Set<string>>();

/** Once per process: a driver asks several times a minute. */
function tellOfProblems(db: Db, slots: readonly DueSlot[], log: Logger): void {
  const known = told.get(db) ?? new Set();
  told.set(db, known);
  for (const { schedule_id, problem } of slots) {
    const key = `${schedule_id} ${problem}`;
    if (!problem || known.has(key)) continue;
    known.add(key);
    log.error({ schedule: schedule_id, problem }, "a schedule cannot be run");
  }
}

function report(slot: ClaimedSlot["slot"], end: WorkEnd | null): DueRun {
  return {
    schedule_id: slot.schedule_id,
    tier: slot.tier,
    view: slot.slug,
    due_at: slot.due_at.toISOString(),
    claimed: end !== null,
    outcome: end?.outcome ?? null,
    refresh_id: end?.refreshId ?? null,
  };
}
