import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { many } from "@/db/rows";
import { channelsTable, notificationsTable } from "@/db/schema/alerts";
import { type Channel, type ChannelChange, channel, delivery, type NewChannel } from "@/lib/contract/alerts";
import { type ClaimedNotification, storedAlertKind } from "./outbox";

const DELIVERIES_MAX = 5;

const channelRow = channel.omit({ deliveries: true });
const deliveryRow = delivery.extend({ channel_id: z.int(), kind: storedAlertKind.nullable() });

/** All channels with their latest deliveries, or the one with an id; nothing of some views, by their ids. */
export async function readChannels(
  sql: Executor,
  { id, without = [] }: { id?: number; without?: readonly number[] } = {},
): Promise<Channel[]> {
  const told = sql`not exists (select from frescura.alerts h where h.id = n.alert_id and h.view_id = any (${[...without]}::bigint[]))`;
  const chosen = id === undefined ? sql`` : sql`where c.id = ${id}`;
  const [channels, deliveries] = await Promise.all([
    many(
      channelRow,
      sql`
      select c.id, c.kind, c.name, c.target, c.enabled, c.locale, c.created_at,
             num_nonnulls(c.secret, c.former_secret) as secrets,
             (select count(*) from frescura.notifications n
               where n.channel_id = c.id and n.delivered_at is null and n.edge <> 'test' and ${told}) as waiting,
             last.delivered_at as last_delivered_at,
             (select n.last_error from frescura.notifications n
               where n.channel_id = c.id and n.last_error is not null and n.delivered_at is null and ${told}
                 and n.created_at > coalesce(last.delivered_at, '-infinity')
               order by n.created_at desc limit 1) as last_error
        from frescura.channels c
        left join lateral (select max(n.delivered_at) as delivered_at from frescura.notifications n where n.channel_id = c.id and ${told}) last on true
        ${chosen} order by c.id`,
    ),
    many(
      deliveryRow,
      sql`
      select n.* from frescura.channels c
        cross join lateral (
          select n.channel_id, n.id::text, n.edge, a.kind, v.slug as view, n.created_at, n.attempts, n.last_error, n.delivered_at,
                 case when n.delivered_at is null and isfinite(n.next_attempt_at) then n.next_attempt_at end as next_attempt_at
            from frescura.notifications n left join frescura.alerts a on a.id = n.alert_id left join frescura.views v on v.id = a.view_id
           where n.channel_id = c.id and ${told} order by n.created_at desc, n.id limit ${DELIVERIES_MAX}) n
        ${chosen}`,
    ),
  ]);
  return channels.map((row) => ({
    ...row,
    deliveries: deliveries
      .filter(({ channel_id }) => channel_id === row.id)
      .map(({ channel_id: _channel, ...told }) => told),
  }));
}

/** Makes a channel and returns its id; null where nothing is signed. */
export async function insertChannel(
  tx: Transaction,
  given: NewChannel & { secret: string | null },
): Promise<number> {
  const [made] = await orm(tx).insert(channelsTable).values(given).returning({ id: channelsTable.id });
  return made!.id;
}

/** Changes what is given. */
export async function updateChannel(tx: Transaction, id: number, change: ChannelChange): Promise<void> {
  await orm(tx).update(channelsTable).set(change).where(eq(channelsTable.id, id));
}

/** Makes a secret the one that signs, and the one until now the former; null where there is a former one already. */
export async function rotateSecret(tx: Transaction, id: number, secret: string): Promise<number | null> {
  const [changed] = await orm(tx)
    .update(channelsTable)
    .set({ secret, formerSecret: channelsTable.secret as never })
    .where(and(eq(channelsTable.id, id), isNull(channelsTable.formerSecret)))
    .returning({
      secrets: sql<number>`num_nonnulls(${channelsTable.secret}, ${channelsTable.formerSecret})`,
    });
  return changed ? changed.secrets : null;
}

/** Forgets the former secret; false where there is none. */
export async function dropFormerSecret(tx: Transaction, id: number): Promise<boolean> {
  const changed = await orm(tx)
    .update(channelsTable)
    .set({ formerSecret: null })
    .where(and(eq(channelsTable.id, id), isNotNull(channelsTable.formerSecret)))
    .returning({ id: channelsTable.id });
  return changed.length > 0;
}

/** Removes a channel with what waits for it. */
export async function deleteChannel(tx: Transaction, id: number): Promise<void> {
  await orm(tx).delete(channelsTable).where(eq(channelsTable.id, id));
}

/** Puts a test into the outbox, taken at once: whoever asked sends it, and if it fails it is not tried again. */
export async function insertTest(tx: Transaction, channelId: number): Promise<ClaimedNotification> {
  const { id, edge, attempts } = notificationsTable;
  const [test] = await orm(tx)
    .insert(notificationsTable)
    .values({ channelId, edge: "test", attempts: 1, nextAttemptAt: sql`'infinity'` })
    .returning({ id, edge, attempts });
  const [to] = await orm(tx)
    .select({
      channel_kind: channelsTable.kind,
      target: channelsTable.target,
      locale: channelsTable.locale,
      secrets: sql<
        string[]
      >`array_remove(array[${channelsTable.secret}, ${channelsTable.formerSecret}], null)`,
    })
    .from(channelsTable)
    .where(eq(channelsTable.id, channelId));
  return { ...test!, ...to!, alert: null };
}

/** Records how a test ended. */
export async function finishTest(executor: Executor, id: string, error: string | null): Promise<void> {
  const deliveredAt = error === null ? sql`clock_timestamp()` : null;
  await orm(executor)
    .update(notificationsTable)
    .set({ lastError: error, deliveredAt })
    .where(eq(notificationsTable.id, id));
}
