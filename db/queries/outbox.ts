import { z } from "zod";
import type { Executor } from "@/db/client";
import { one } from "@/db/rows";
import { type AlertKind, alert, type ChannelKind, channelLocale, edge } from "@/lib/contract/alerts";

const text = (given: unknown) => typeof given === "string";

/** A kind as it is stored: one that only a newer version knows must not stop the others. */
export const storedAlertKind = z.custom<AlertKind>(text);
const storedChannelKind = z.custom<ChannelKind>(text);

const claimed = z.object({
  id: z.string(),
  channel_kind: storedChannelKind,
  target: z.string(),
  /** What it is signed with, the latest first. */
  secrets: z.array(z.string()),
  locale: channelLocale,
  edge,
  alert: alert.pick({ detail: true, view: true, title: true }).extend({ kind: storedAlertKind }).nullable(),
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
