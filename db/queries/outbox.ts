import type { Sql } from "@/db/client";
import type { AlertKind, ChannelLocale, Edge } from "@/lib/contract/alerts";

/** A notification that this process has taken to send. */
export interface ClaimedNotification {
  id: string;
  channel_kind: "webhook" | "email";
  target: string;
  locale: ChannelLocale;
  edge: Edge;
  alert: {
    kind: AlertKind;
    detail: Record<string, unknown>;
    view: string | null;
    title: string | null;
  } | null;
  attempts: number;
}

/** Takes one notification that is due, for two minutes; null when none is. */
export async function claimNotification(sql: Sql): Promise<ClaimedNotification | null> {
  const [row] = await sql<[ClaimedNotification | { id: null }]>`select * from frescura.claim_notification()`;
  return row.id === null ? null : (row as ClaimedNotification);
}

/** Records that a notification was delivered, or why not: then it is due again later. */
export async function finishNotification(sql: Sql, id: string, error: string | null): Promise<void> {
  await sql`select frescura.finish_notification(${id}, ${error})`;
}
