import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { timestamp } from "@/db/row-types";
import { many, value } from "@/db/rows";
import { type WatchedSource, waitingEvent, watchedSource } from "@/lib/contract/events";

/** Which events are asked for. */
export interface EventFilter {
  slug?: string;
  /** Ids of views whose events are left out. */
  without: number[];
  state: "waiting" | "dead_letter" | "both";
  /** Only events with a smaller id. */
  before?: number;
  limit: number;
}

const waitingRow = waitingEvent.omit({ next_at: true }).extend({
  /** When a failure of its view is tried again. */
  retry_at: timestamp.nullable(),
});

/** An event as the database tells it; when what it waits for is due, schedules say. */
export type WaitingRow = z.infer<typeof waitingRow>;

/** High-impact events that no refresh has taken in yet, newest first. */
export async function waitingEvents(sql: Executor, filter: EventFilter): Promise<WaitingRow[]> {
  const { slug, without, state, before, limit } = filter;
  return await many(
    waitingRow,
    sql`
    select t.id, v.slug as view, t.source_table, t.source_key, frescura.event_reference(t) as reference, t.operation,
           t.amount::float8 as amount, t.currency, t.priority, t.created_at,
           t.attempts, v.event_attempts_max as attempts_max, t.last_error, t.dead_letter_at,
           frescura.event_waits_for(t) as waits_for, v.retry_at
      from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
     where t.processed_at is null and t.refresh_requested and t.view_id <> all (${without}::bigint[])
       ${slug ? sql`and v.slug = ${slug}` : sql``}
       ${state === "both" ? sql`` : sql`and (t.dead_letter_at is not null) = ${state === "dead_letter"}`}
       ${before ? sql`and t.id < ${before}` : sql``}
     order by t.id desc limit ${limit}`,
  );
}

/** The sources whose large writes become events, of one view or of all. */
export async function watchedSources(sql: Executor, slug?: string): Promise<WatchedSource[]> {
  return await many(
    watchedSource,
    sql`
    select v.slug as view, frescura.display_name(s.source_schema, s.source_name) as source_table,
           s.threshold::float8 as threshold, s.currency
      from frescura.view_sources s join frescura.views v on v.id = s.view_id
     where s.enabled and s.threshold is not null ${slug ? sql`and v.slug = ${slug}` : sql``}
     order by v.id, s.id`,
  );
}

/** Asks anew for events that were set aside, all or those of a view or with the given ids, but of some views. Returns how many. */
export async function retryEvents(
  tx: Transaction,
  slug: string | null,
  ids: number[] | null,
  without: readonly number[],
): Promise<number> {
  return await value(
    z.int(),
    tx`select frescura.retry_events(${slug}, ${ids}::bigint[], ${[...without]}::bigint[])`,
  );
}
