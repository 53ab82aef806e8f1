import type { Sql } from "@/db/client";

/** A row of `frescura.schedules` with its view and its latest claimed slot. */
export interface ScheduleSetting {
  id: number;
  view: string | null;
  title: string | null;
  tier: string;
  cron: string;
  time_zone: string;
  enabled: boolean;
  view_enabled: boolean;
  created_at: Date;
  updated_at: Date;
  last: {
    due_at: string;
    driver: string;
    completed_at: string | null;
    outcome: string | null;
    refresh_id: number | null;
  } | null;
}

/** What of a schedule can be set. */
export interface ScheduleFields {
  tier: string;
  cron: string;
  time_zone: string;
  enabled: boolean;
}

/** There is one of this tier for this view already. */
export class ScheduleTaken extends Error {
  override readonly name = "ScheduleTaken";
}

/** The schedules of one view (by its slug) and of all views at once, or of everything. */
export async function scheduleSettings(sql: Sql, slug?: string): Promise<ScheduleSetting[]> {
  const where = slug === undefined ? sql`` : sql`where v.slug = ${slug} or s.view_id is null`;
  return [...(await sql<ScheduleSetting[]>`${selection(sql)} ${where} order by v.slug nulls last, s.id`)];
}

/** One schedule, by its id. */
export async function scheduleById(sql: Sql, id: number): Promise<ScheduleSetting | undefined> {
  const [row] = await sql<ScheduleSetting[]>`${selection(sql)} where s.id = ${id}`;
  return row;
}

/**
 * Makes a schedule and returns its id.
 *
 * @param slug of its view; null for all
 * @throws ScheduleTaken
 */
export async function insertSchedule(sql: Sql, slug: string | null, fields: ScheduleFields): Promise<number> {
  const { tier, cron, time_zone, enabled } = fields;
  try {
    const [row] = await sql<[{ id: number }]>`
      insert into frescura.schedules (view_id, tier, cron, time_zone, enabled)
      values ((select id from frescura.views where slug = ${slug}), ${tier}, ${cron}, ${time_zone}, ${enabled})
      returning id`;
    return row.id;
  } catch (error) {
    throw taken(error);
  }
}

/**
 * Changes a schedule; what is left out stays.
 *
 * @returns whether there is one of this id
 * @throws ScheduleTaken
 */
export async function changeSchedule(
  sql: Sql,
  id: number,
  change: Partial<ScheduleFields>,
): Promise<boolean> {
  try {
    const rows = await sql`
      update frescura.schedules set ${sql({ ...change, updated_at: sql`clock_timestamp()` } as never)}
       where id = ${id} returning id`;
    return rows.length > 0;
  } catch (error) {
    throw taken(error);
  }
}

/** Removes a schedule with what is known of its slots; false where there is none of this id. */
export async function deleteSchedule(sql: Sql, id: number): Promise<boolean> {
  const rows = await sql`delete from frescura.schedules where id = ${id} returning id`;
  return rows.length > 0;
}

function selection(sql: Sql) {
  return sql`
    select s.id, v.slug as view, v.title, s.tier, s.cron, s.time_zone, s.enabled, coalesce(v.enabled, true) as view_enabled,
           s.created_at, s.updated_at,
           (select to_jsonb(r) from (
              select r.due_at, r.driver, r.completed_at, r.outcome, r.refresh_id from frescura.schedule_runs r
               where r.schedule_id = s.id order by r.due_at desc limit 1) r) as last
      from frescura.schedules s left join frescura.views v on v.id = s.view_id`;
}

function taken(error: unknown): unknown {
  const { code, constraint_name } = error as Record<string, string | undefined>;
  if (code !== "23505" || constraint_name !== "schedules_once") return error;
  return new ScheduleTaken("a schedule of this tier exists", { cause: error });
}
