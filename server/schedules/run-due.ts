import pLimit from "p-limit";
import type { Db } from "@/db/client";
import { readGraph, upstreamBusy } from "@/db/queries/graph";
import { claimSlot, finishSlot, type Outcome } from "@/db/queries/schedules";
import { db as sharedDb } from "@/server/db";
import { env } from "@/server/env";
import { type Logger, logger } from "@/server/log";
import { type DueSlot, dueSlots } from "./due-slots";
import { runSlot, type SlotEnd } from "./run-slot";

/** What became of the latest due slot of one schedule. */
export interface DueRun {
  schedule_id: number;
  tier: string;
  /** null: all views. */
  view: string | null;
  due_at: string;
  /** false: another driver, or an earlier delivery, has taken it. */
  claimed: boolean;
  outcome: Outcome | null;
  refresh_id: number | null;
}

/** Who drives, and what. */
export interface RunDueOptions {
  /** Name of the driver, such as `worker`; goes into the log. */
  driver: string;
  /** Only schedules of these tiers. */
  tiers?: readonly string[];
  /** Another moment than the database's present. */
  now?: Date;
  db?: Db;
  log?: Logger;
}

/**
 * Runs what is due: the latest slot of each schedule, claimed so that of all drivers one runs it. One run makes
 * up for all slots that a schedule has missed. A view that reads others comes after them.
 */
export async function runDue(options: RunDueOptions): Promise<DueRun[]> {
  const { driver, tiers, now, db = sharedDb(), log = logger() } = options;
  const slots = await dueSlots(db.sql, { tiers, now, log });
  const runs: DueRun[] = [];
  for (const { depth, groups } of await byDepth(db, byView(slots))) {
    const ran = await pLimit(env().REFRESH_CONCURRENCY).map(groups, async (group) =>
      depth > 0 && (await readsBusyView(db, group))
        ? group.map((slot) => report(slot, null))
        : runGroup(db, group, driver, log),
    );
    runs.push(...ran.flat());
  }
  return runs;
}

function byView(slots: readonly DueSlot[]): DueSlot[][] {
  const groups = new Map<number | null, DueSlot[]>();
  for (const slot of slots) {
    const view = slot.schedule.view_id;
    groups.set(view, [...(groups.get(view) ?? []), slot]);
  }
  return [...groups.values()];
}

/** The groups of views level by level: those of one level read none of each other. All views at once come last. */
async function byDepth(db: Db, groups: DueSlot[][]): Promise<{ depth: number; groups: DueSlot[][] }[]> {
  if (groups.length === 0) return [];
  const depths = new Map((await readGraph(db.sql)).map(({ view_id, depth }) => [view_id, depth]));
  const levels = new Map<number, DueSlot[][]>();
  for (const group of groups) {
    const view = group[0]!.schedule.view_id;
    const depth = view === null ? Number.POSITIVE_INFINITY : (depths.get(view) ?? 0);
    levels.set(depth, [...(levels.get(depth) ?? []), group]);
  }
  return [...levels].sort(([a], [b]) => a - b).map(([depth, level]) => ({ depth, groups: level }));
}

/** Whether another driver is at what the view of a group reads: then the next look finds the slots still there. */
async function readsBusyView(db: Db, group: DueSlot[]): Promise<boolean> {
  const view = group[0]!.schedule.view_id;
  return view !== null && (await upstreamBusy(db.sql, view));
}

/** The slots of one view: all are claimed first, so that those due at the same moment share one refresh. */
async function runGroup(db: Db, slots: DueSlot[], driver: string, log: Logger): Promise<DueRun[]> {
  const claims: { slot: DueSlot; claimed: boolean }[] = [];
  for (const slot of slots) {
    const { schedule, dueAt } = slot;
    const claimed = await claimSlot(db.sql, { scheduleId: schedule.id, dueAt, driver });
    claims.push({ slot, claimed });
  }
  const runs: DueRun[] = [];
  for (const { slot, claimed } of claims) {
    runs.push(report(slot, claimed ? await finished(db, slot, driver, log) : null));
  }
  return runs;
}

async function finished(db: Db, slot: DueSlot, driver: string, log: Logger): Promise<SlotEnd> {
  const at = { schedule: slot.schedule.id, tier: slot.schedule.tier, view: slot.schedule.slug };
  let end: SlotEnd;
  try {
    end = await runSlot(db, slot, driver);
  } catch (error) {
    log.error({ ...at, err: error }, "a scheduled run failed");
    end = { outcome: "failed", refreshId: null };
  }
  // Where the database is away this throws, and the slot stays open for whoever comes first after two minutes.
  await finishSlot(db.sql, { scheduleId: slot.schedule.id, dueAt: slot.dueAt, ...end });
  if (end.outcome === "failed") log.warn({ ...at, refresh: end.refreshId }, "a scheduled refresh failed");
  else if (end.outcome === "completed") log.info({ ...at, refresh: end.refreshId }, "refreshed on schedule");
  return end;
}

function report({ schedule, dueAt }: DueSlot, end: SlotEnd | null): DueRun {
  return {
    schedule_id: schedule.id,
    tier: schedule.tier,
    view: schedule.slug,
    due_at: dueAt.toISOString(),
    claimed: end !== null,
    outcome: end?.outcome ?? null,
    refresh_id: end?.refreshId ?? null,
  };
}
