import { and, asc, eq, exists, isNotNull, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { orm } from "@/db/orm";
import { timestamp } from "@/db/row-types";
import { many } from "@/db/rows";
import { viewSourcesTable, viewsTable } from "@/db/schema/views";
import { type Movement, movement, traced } from "@/lib/contract/trace";

const traceRow = traced.omit({ steps: true, driver: true, next_at: true }).extend({
  occurred_at: timestamp.nullable(),
  captured_at: timestamp.nullable(),
  queued_at: timestamp.nullable(),
  triggered_by: z.string().nullable(),
  refresh_started_at: timestamp.nullable(),
  visible_at: timestamp.nullable(),
});

/** A row of `frescura.trace`. */
export type TraceRow = z.infer<typeof traceRow>;

/** Where the rows of a view's sources stand that have this reference or key. */
export async function traceOf(sql: Executor, slug: string, reference: string): Promise<TraceRow[]> {
  return await many(
    traceRow,
    sql`
    select source_table, source_key, reference, amount::float8 as amount, currency, occurred_at, captured_at,
           queued_at, refresh_id, trigger_type, triggered_by, refresh_started_at, visible_at, visible, waits_for,
           coalesce(before_log, false) as before_log
      from frescura.trace(${slug}, ${reference})`,
  );
}

/** Whether any source of a view can be searched. */
export async function isTraceable(executor: Executor, slug: string): Promise<boolean> {
  return (await traceable(executor, eq(viewsTable.slug, slug))).length > 0;
}

/** Slugs of the views whose sources can be searched. */
export async function traceableViews(executor: Executor): Promise<string[]> {
  return (await traceable(executor)).map(({ slug }) => slug);
}

async function traceable(executor: Executor, which?: SQL) {
  const searchable = orm(executor)
    .select({ id: viewSourcesTable.id })
    .from(viewSourcesTable)
    .where(and(eq(viewSourcesTable.viewId, viewsTable.id), isNotNull(viewSourcesTable.keyExpression)));
  return await orm(executor)
    .select({ slug: viewsTable.slug })
    .from(viewsTable)
    .where(and(exists(searchable), which))
    .orderBy(asc(viewsTable.id));
}

/** The latest large writes that became events, newest first. */
export async function latestMovements(
  sql: Executor,
  { limit, slug, without }: { limit: number; slug?: string; without: number[] },
): Promise<Movement[]> {
  return await many(
    movement,
    sql`
    select t.id, v.slug as view, t.source_table, t.source_key, frescura.event_reference(t) as reference, t.operation, t.amount::float8 as amount,
           t.currency, t.created_at, t.processed_at, t.refresh_id, t.dead_letter_at is not null and t.processed_at is null as dead_letter
      from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
     where t.operation <> 'request' and t.view_id <> all (${without}::bigint[]) ${slug ? sql`and v.slug = ${slug}` : sql``}
     order by t.id desc limit ${limit}`,
  );
}
