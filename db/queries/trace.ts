import type { Sql } from "@/db/client";
import type { Movement, Traced } from "@/lib/contract/trace";
import { isoMoments } from "./moments";

/** A row of `frescura.trace`. */
export interface TraceRow extends Pick<Traced, "source_table" | "source_key" | "reference" | "amount"> {
  currency: string | null;
  occurred_at: string | null;
  captured_at: string | null;
  queued_at: string | null;
  refresh_id: number | null;
  trigger_type: string | null;
  triggered_by: string | null;
  refresh_started_at: string | null;
  visible_at: string | null;
  visible: boolean;
  waits_for: Traced["waits_for"];
  before_log: boolean;
}

/** Where the rows of a view's sources stand that have this reference or key. */
export async function traceOf(sql: Sql, slug: string, reference: string): Promise<TraceRow[]> {
  const rows = await sql<TraceRow[]>`
    select source_table, source_key, reference, amount::float8 as amount, currency, occurred_at, captured_at,
           queued_at, refresh_id, trigger_type, triggered_by, refresh_started_at, visible_at, visible, waits_for,
           coalesce(before_log, false) as before_log
      from frescura.trace(${slug}, ${reference})`;
  return rows.map(isoMoments);
}

/** Whether any source of a view can be searched. */
export async function isTraceable(sql: Sql, slug: string): Promise<boolean> {
  const [row] = await sql<[{ yes: boolean }]>`
    select exists (select from frescura.view_sources s join frescura.views v on v.id = s.view_id
                    where v.slug = ${slug} and s.key_expression is not null) as yes`;
  return row.yes;
}

/** Slugs of the views whose sources can be searched. */
export async function traceableViews(sql: Sql): Promise<string[]> {
  const rows = await sql<{ slug: string }[]>`
    select v.slug from frescura.views v
     where exists (select from frescura.view_sources s where s.view_id = v.id and s.key_expression is not null) order by v.id`;
  return rows.map(({ slug }) => slug);
}

/** The latest large writes that became events, newest first. */
export async function latestMovements(sql: Sql, limit: number, slug?: string): Promise<Movement[]> {
  const rows = await sql<Movement[]>`
    select t.id, v.slug as view, t.source_table, t.source_key, t.operation, t.amount::float8 as amount,
           s.currency, t.created_at, t.processed_at, t.refresh_id, t.set_aside_at is not null and t.processed_at is null as set_aside
      from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
      left join frescura.view_sources s on s.view_id = t.view_id and frescura.display_name(s.source_schema, s.source_name) = t.source_table
     where t.operation <> 'request' ${slug ? sql`and v.slug = ${slug}` : sql``}
     order by t.id desc limit ${limit}`;
  return rows.map(isoMoments);
}
