import { z } from "zod";
import type { Executor } from "@/db/client";
import { date } from "@/db/row-types";
import { many, value } from "@/db/rows";
import type { slotOutcome } from "@/lib/contract/schedules";

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

/** The schedules that drivers run, in a fixed order; of the given tiers, or of all. */
export function readSchedules(sql: Executor, tiers?: readonly string[]): Promise<ScheduleRow[]> {
  return many(
    scheduleRow,
    sql`
    select s.id, s.tier, s.cron, s.time_zone, s.view_id, v.slug, s.created_at
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
     where s.enabled and (s.view_id is null or v.enabled)
       and (${tiers === undefined} or s.tier = any(${(tiers ?? []) as string[]}::text[]))
     order by s.view_id nulls last, s.id`,
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

/** Records how a claimed slot ended, and the refresh that served it. */
export async function finishSlot(
  sql: Executor,
  slot: { scheduleId: number; dueAt: Date; outcome: Outcome; refreshId: number | null },
): Promise<void> {
  await sql`select frescura.finish_slot(${slot.scheduleId}, ${slot.dueAt}, ${slot.outcome}, ${slot.refreshId})`;
}

/**
 * The ticket with which a claimed slot asks for a refresh: one that began since the slot was due answers it.
 * Waits while a refresh of the view runs.
 */
export async function takeDueTicket(
  sql: Executor,
  slot: { viewId: number; scheduleId: number; dueAt: Date },
): Promise<number> {
  return await value(
    z.int(),
    sql`select frescura.due_ticket(${slot.viewId}, ${slot.scheduleId}, ${slot.dueAt})`,
  );
}

/** Every view that drivers refresh, those that others read first. */
export function readEnabledViews(sql: Executor): Promise<{ id: number; slug: string }[]> {
  return many(
    z.object({ id: z.int(), slug: z.string() }),
    sql`select v.id, v.slug from frescura.graph() g join frescura.views v on v.id = g.view_id where v.enabled order by g.depth, v.id`,
  );
}

/** Whether any schedule is of this tier. */
export async function knowsTier(sql: Executor, tier: string): Promise<boolean> {
  return (await sql`select from frescura.schedules where tier = ${tier} limit 1`).length > 0;
}
