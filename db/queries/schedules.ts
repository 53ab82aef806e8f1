import type { Sql } from "@/db/client";

/** A schedule that is switched on, and whose view is. */
export interface ScheduleRow {
  id: number;
  tier: string;
  cron: string;
  time_zone: string;
  /** null: all views. */
  view_id: number | null;
  slug: string | null;
  created_at: Date;
}

/** How a claimed slot ended, as `frescura.schedule_runs` keeps it. */
export type Outcome = "completed" | "covered" | "failed" | "skipped" | "nothing_waiting";

/** The database's clock: the only one that says what is due, for every driver alike. */
export async function readClock(sql: Sql): Promise<Date> {
  const [{ now }] = await sql<[{ now: Date }]>`select clock_timestamp() as now`;
  return now;
}

/** The schedules that drivers run, in a fixed order; of the given tiers, or of all. */
export function readSchedules(sql: Sql, tiers?: readonly string[]): Promise<ScheduleRow[]> {
  return sql<ScheduleRow[]>`
    select s.id, s.tier, s.cron, s.time_zone, s.view_id, v.slug, s.created_at
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
     where s.enabled and (s.view_id is null or v.enabled)
       and (${tiers === undefined} or s.tier = any(${(tiers ?? []) as string[]}::text[]))
     order by s.view_id nulls last, s.id`;
}

/** Takes a slot; true for the one driver that is to run it. */
export async function claimSlot(
  sql: Sql,
  slot: { scheduleId: number; dueAt: Date; driver: string },
): Promise<boolean> {
  const [{ claimed }] = await sql<[{ claimed: boolean }]>`
    select frescura.claim_slot(${slot.scheduleId}, ${slot.dueAt}, ${slot.driver}) as claimed`;
  return claimed;
}

/** Records how a claimed slot ended, and the refresh that served it. */
export async function finishSlot(
  sql: Sql,
  slot: { scheduleId: number; dueAt: Date; outcome: Outcome; refreshId: number | null },
): Promise<void> {
  await sql`select frescura.finish_slot(${slot.scheduleId}, ${slot.dueAt}, ${slot.outcome}, ${slot.refreshId})`;
}

/**
 * The ticket with which a claimed slot asks for a refresh: one that began since the slot was due answers it.
 * Waits while a refresh of the view runs.
 */
export async function takeDueTicket(
  sql: Sql,
  slot: { viewId: number; scheduleId: number; dueAt: Date },
): Promise<number> {
  const [{ ticket }] = await sql<[{ ticket: number }]>`
    select frescura.due_ticket(${slot.viewId}, ${slot.scheduleId}, ${slot.dueAt}) as ticket`;
  return ticket;
}

/** Every view that drivers refresh, those that others read first. */
export function readEnabledViews(sql: Sql): Promise<{ id: number; slug: string }[]> {
  return sql<{ id: number; slug: string }[]>`
    select v.id, v.slug from frescura.graph() g join frescura.views v on v.id = g.view_id where v.enabled order by g.depth, v.id`;
}

/** Whether any schedule is of this tier. */
export async function knowsTier(sql: Sql, tier: string): Promise<boolean> {
  return (await sql`select from frescura.schedules where tier = ${tier} limit 1`).length > 0;
}
