import type { Sql } from "@/db/client";
import type { WaitingEvent, WatchedSource } from "@/lib/contract/events";
import { isoMoments } from "./moments";

/** Which events are asked for. */
export interface EventFilter {
  slug?: string;
  state: "waiting" | "set_aside" | "both";
  /** Only events with a smaller id. */
  before?: number;
  limit: number;
}

/** An event as the database tells it; when what it waits for is due, schedules say. */
export interface WaitingRow extends Omit<WaitingEvent, "next_at"> {
  /** When a failure of its view is tried again. */
  retry_at: string | null;
}

/** High-impact events that no refresh has taken in yet, newest first. */
export async function waitingEvents(sql: Sql, filter: EventFilter): Promise<WaitingRow[]> {
  const { slug, state, before, limit } = filter;
  const rows = await sql<WaitingRow[]>`
    select t.id, v.slug as view, t.source_table, t.source_key, frescura.event_reference(t) as reference, t.operation,
           t.amount::float8 as amount, s.currency, t.priority, t.created_at,
           t.attempts, v.event_attempts_max as attempts_max, t.last_error, t.set_aside_at,
           frescura.event_waits_for(t) as waits_for, v.retry_at
      from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
      left join frescura.view_sources s
        on s.view_id = t.view_id and frescura.display_name(s.source_schema, s.source_name) = t.source_table
     where t.processed_at is null and t.refresh_requested
       ${slug ? sql`and v.slug = ${slug}` : sql``}
       ${state === "both" ? sql`` : sql`and (t.set_aside_at is not null) = ${state === "set_aside"}`}
       ${before ? sql`and t.id < ${before}` : sql``}
     order by t.id desc limit ${limit}`;
  return rows.map(isoMoments);
}

/** The sources whose large writes become events, of one view or of all. */
export async function watchedSources(sql: Sql, slug?: string): Promise<WatchedSource[]> {
  return await sql<WatchedSource[]>`
    select v.slug as view, frescura.display_name(s.source_schema, s.source_name) as source_table,
           s.threshold::float8 as threshold, s.currency
      from frescura.view_sources s join frescura.views v on v.id = s.view_id
     where s.enabled and s.threshold is not null ${slug ? sql`and v.slug = ${slug}` : sql``}
     order by v.id, s.id`;
}

/** Asks anew for events that were set aside, all or those of a view or with the given ids. Returns how many. */
export async function retryEvents(sql: Sql, slug: string | null, ids: number[] | null): Promise<number> {
  const [{ retried }] = await sql<[{ retried: number }]>`
    select frescura.retry_events(${slug}, ${ids}::bigint[]) as retried`;
  return retried;
}
