import { z } from "zod";
import type { Executor } from "@/db/client";
import { many, value } from "@/db/rows";

const waitingView = z.object({ id: z.int(), slug: z.string() });

/** A view for which high-impact events wait. */
export type WaitingView = z.infer<typeof waitingView>;

/**
 * The views for which events wait.
 *
 * @param untriedOnly leave out views whose waiting events have all met a failed refresh already
 */
export function readWaitingViews(sql: Executor, untriedOnly: boolean): Promise<WaitingView[]> {
  return many(
    waitingView,
    sql`
    select w.view_id as id, w.slug from frescura.waiting_views() w
     where not ${untriedOnly}
        or exists (select from frescura.refresh_triggers t
                    where t.view_id = w.view_id and t.processed_at is null and t.dead_letter_at is null
                      and t.refresh_requested and t.attempts = 0)`,
  );
}

/** Whether events of a view still wait once no refresh of it runs; waits for one that does. */
export async function eventsStillWait(sql: Executor, viewId: number, untriedOnly: boolean): Promise<boolean> {
  return await value(z.boolean(), sql`select frescura.events_wait(${viewId}, ${untriedOnly}) as wait`);
}

/** Whether writers tell of their events, so that nobody has to look for them. */
export async function writersNotify(sql: Executor): Promise<boolean> {
  return await value(z.boolean(), sql`select frescura.writers_notify() as notify`);
}

/** Sends a notification. */
export async function notify(sql: Executor, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`;
}
