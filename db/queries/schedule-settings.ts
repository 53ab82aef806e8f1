import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { orRefuse, type Refusals } from "@/db/refusal";
import { date, timestampInJson } from "@/db/row-types";
import { first, many } from "@/db/rows";
import { schedulesTable } from "@/db/schema/schedule";
import { viewsTable } from "@/db/schema/views";
import { schedule } from "@/lib/contract/schedules";

const scheduleSetting = schedule.omit({ words: true, next: true, problem: true }).extend({
  created_at: date,
  updated_at: date,
  last: schedule.shape.last
    .unwrap()
    .extend({ due_at: timestampInJson, completed_at: timestampInJson.nullable() })
    .nullable(),
});

/** A row of `frescura.schedules` with its view and its latest claimed slot. */
export type ScheduleSetting = z.infer<typeof scheduleSetting>;

/** What of a schedule can be set. */
export interface ScheduleFields {
  tier: string;
  cron: string;
  time_zone: string;
  enabled: boolean;
}

/** The schedules of one view (by its slug) and of all views at once, or of everything. */
export async function scheduleSettings(sql: Executor, slug?: string): Promise<ScheduleSetting[]> {
  const where = slug === undefined ? sql`` : sql`where v.slug = ${slug} or s.view_id is null`;
  return await many(scheduleSetting, sql`${selection(sql)} ${where} order by v.slug nulls last, s.id`);
}

/** One schedule, by its id. */
export async function scheduleById(sql: Executor, id: number): Promise<ScheduleSetting | undefined> {
  return await first(scheduleSetting, sql`${selection(sql)} where s.id = ${id}`);
}

/**
 * Makes a schedule and returns its id.
 *
 * @param slug of its view; null for all
 * @throws Refusal schedule_taken
 */
export async function insertSchedule(
  tx: Transaction,
  slug: string | null,
  fields: ScheduleFields,
): Promise<number> {
  const { time_zone: timeZone, ...rest } = fields;
  const viewId =
    slug === null
      ? null
      : sql`(select ${viewsTable.id} from ${viewsTable} where ${viewsTable.slug} = ${slug})`;
  return await orRefuse(REFUSALS, async () => {
    const [made] = await orm(tx)
      .insert(schedulesTable)
      .values({ ...rest, timeZone, viewId })
      .returning({ id: schedulesTable.id });
    return made!.id;
  });
}

/**
 * Changes a schedule; what is left out stays.
 *
 * @returns whether there is one of this id
 * @throws Refusal schedule_taken
 */
export async function changeSchedule(
  tx: Transaction,
  id: number,
  change: Partial<ScheduleFields>,
): Promise<boolean> {
  const { time_zone: timeZone, ...rest } = change;
  return await orRefuse(REFUSALS, async () => {
    const rows = await orm(tx)
      .update(schedulesTable)
      .set({ ...rest, timeZone, updatedAt: sql`clock_timestamp()` })
      .where(eq(schedulesTable.id, id))
      .returning({ id: schedulesTable.id });
    return rows.length > 0;
  });
}

/** Removes a schedule with what is known of its slots; false where there is none of this id. */
export async function deleteSchedule(tx: Transaction, id: number): Promise<boolean> {
  const rows = await orm(tx)
    .delete(schedulesTable)
    .where(eq(schedulesTable.id, id))
    .returning({ id: schedulesTable.id });
  return rows.length > 0;
}

function selection(sql: Executor) {
  return sql`
    select s.id, v.slug as view, v.title, s.tier, s.cron, s.time_zone, s.enabled, coalesce(v.enabled, true) as view_enabled,
           s.created_at, s.updated_at,
           (select to_jsonb(r) from (
              select r.due_at, r.driver, r.completed_at, r.outcome, r.refresh_id from frescura.schedule_runs r
               where r.schedule_id = s.id order by r.due_at desc limit 1) r) as last
      from frescura.schedules s left join frescura.views v on v.id = s.view_id`;
}

/** There is one of this tier for this view already. */
const REFUSALS: Refusals = ({ code, constraint_name }) =>
  code === "23505" && constraint_name === "schedules_once" ? "schedule_taken" : undefined;
