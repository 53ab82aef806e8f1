import { z } from "zod";
import type { Executor } from "@/db/client";
import { one } from "@/db/rows";
import { alert, channelKind, channelLocale, edge } from "@/lib/contract/alerts";

const claimed = z.object({
  id: z.string(),
  channel_kind: channelKind,
  target: z.string(),
  locale: channelLocale,
  edge,
  alert: alert.pick({ kind: true, detail: true, view: true, title: true }).nullable(),
  attempts: z.int(),
});

/** A notification that this process has taken to send. */
export type ClaimedNotification = z.infer<typeof claimed>;

/** Takes one notification that is due, for two minutes; null when none is. */
export async function claimNotification(sql: Executor): Promise<ClaimedNotification | null> {
  const row = await one(
    claimed.or(z.object({ id: z.null() })),
    sql`select * from frescura.claim_notification()`,
  );
  return row.id === null ? null : row;
}

/** Records that a notification was delivered, or why not: then it is due again later. */
export async function finishNotification(sql: Executor, id: string, error: string | null): Promise<void> {
  await sql`select frescura.finish_notification(${id}, ${error})`;
}
