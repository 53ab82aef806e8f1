import { z } from "zod";
import type { Executor } from "@/db/client";
import { date } from "@/db/row-types";
import { many, one, value } from "@/db/rows";
import { slotOutcome } from "@/lib/contract/schedules";

const scheduleRow = z.object({
  id: z.int(),
  tier: z.string(),
  cron: z.string(),
  time_zone: z.string(),
  /** null: all views. */
  view_id: z.int().nullable(),
  slug: z.string().nullable(),
  created_at: date,
});

/** A schedule that is switched on, and whose view is. */
export type ScheduleRow = z.infer<typeof scheduleRow>;

/** How a claimed slot ended, as `frescura.schedule_runs` keeps it. */
export type Outcome = z.infer<typeof slotOutcome>;

/** The database's clock: the only one that says what is due, for every driver alike. */
export async function readClock(sql: Executor): Promise<Date> {
  return await value(date, sql`select clock_timestamp()`);
}

/** The schedules that drivers run, in a fixed order. */
export function readSchedules(sql: Executor): Promise<ScheduleRow[]> {
  return many(
    scheduleRow,
    sql`
    select s.id, s.tier, s.cron, s.time_zone, s.view_id, v.slug, s.created_at
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
     where s.enabled and (s.view_id is null or v.enabled)
     order by s.view_id nulls last, s.id`,
  );
}

const dueSlot = z.object({
  schedule_id: z.int(),
  tier: z.string(),
  view_id: z.int().nullable(),
  /** null: all views. */
  slug: z.string().nullable(),
  /** null where the schedule cannot be read. */
  due_at: date.nullable(),
  depth: z.int().nullable(),
  done: z.boolean(),
  problem: z.string().nullable(),
});

/** A row of `frescura.due_slots`: the latest slot of a schedule. */
export type DueSlot = z.infer<typeof dueSlot>;

/**
 * The latest due slot of each schedule, in the order in which they are to run.
 *
 * @param due of a tier (all), at another moment than the database's present, overdue for so many seconds (0)
 */
export function readDueSlots(
  sql: Executor,
  due: { tier?: string; at?: Date; overdueSeconds?: number },
): Promise<DueSlot[]> {
  return many(
    dueSlot,
    sql`select * from frescura.due_slots(${due.tier ?? null}, coalesce(${due.at ?? null}::timestamptz, clock_timestamp()),
                                         make_interval(secs => ${due.overdueSeconds ?? 0}))`,
  );
}

/** Takes a slot; true for the one driver that is to run it. */
export async function claimSlot(
  sql: Executor,
  slot: { scheduleId: number; dueAt: Date; driver: string },
): Promise<boolean> {
  return await value(
    z.boolean(),
    sql`select frescura.claim_slot(${slot.scheduleId}, ${slot.dueAt}, ${slot.driver})`,
  );
}

const slotWork = z.object({
  view_id: z.int(),
  slug: z.string(),
  act: z.enum(["drain", "refresh", "verify"]),
  sample_percent: z.number().nullable(),
});

/** A row of `frescura.slot_work`: what is to be done with one view. */
export type SlotWork = z.infer<typeof slotWork>;

/** What a slot of a schedule is there for, in the order in which it is to be done. */
export function readSlotWork(sql: Executor, scheduleId: number): Promise<SlotWork[]> {
  return many(
    slotWork,
    sql`select view_id, slug, act, sample_percent::float8 as sample_percent from frescura.slot_work(${scheduleId})`,
  );
}

/** What became of the work with one view. */
export interface WorkEnd {
  outcome: Outcome;
  refreshId: number | null;
}

/** Records how a claimed slot ended, from the ends of its work; returns the one end that counts. */
export async function finishSlot(
  sql: Executor,
  slot: { scheduleId: number; dueAt: Date; ends: readonly WorkEnd[] },
): Promise<WorkEnd> {
  const outcomes = slot.ends.map(({ outcome }) => outcome);
  const refreshIds = slot.ends.map(({ refreshId }) => refreshId);
  const end = await one(
    z.object({ outcome: slotOutcome, refresh_id: z.int().nullable() }),
    sql`select * from frescura.finish_slot(${slot.scheduleId}, ${slot.dueAt}, ${outcomes}::text[], ${refreshIds}::bigint[])`,
  );
  return { outcome: end.outcome, refreshId: end.refresh_id };
}

/**
 * The ticket with which a claimed slot asks for a refresh: one that began since the slot was due answers it.
 * Waits while a refresh of the view runs.
 */
export async function takeDueTicket(sql: Executor, slot: { viewId: number; dueAt: Date }): Promise<number> {
  return await value(z.int(), sql`select frescura.due_ticket(${slot.viewId}, ${slot.dueAt})`);
}

/** Whether any schedule is of this tier. */
export async function knowsTier(sql: Executor, tier: string): Promise<boolean> {
  return (await sql`select from frescura.schedules where tier = ${tier} limit 1`).length > 0;
}

const nextLook = z.object({
  /** From now, by the database's clock. */
  seconds: z.number(),
  cause: z.string(),
});

/** When a driver that sleeps has to look again, and for what: see `frescura.next_look`. */
export type NextLook = z.infer<typeof nextLook>;

/** Asks when something will be due. */
export async function readNextLook(sql: Executor): Promise<NextLook> {
  return await one(nextLook, sql`select seconds, cause from frescura.next_look()`);
}

/**
 * A sign of life of a driver that sleeps.
 *
 * @param seconds until it looks again; 0: it promises nothing any more
 */
export async function heartbeat(
  sql: Executor,
  driver: { name: string; kind: string },
  seconds: number,
): Promise<void> {
  await sql`select frescura.heartbeat(${driver.name}, ${driver.kind}, make_interval(secs => ${seconds}))`;
}
