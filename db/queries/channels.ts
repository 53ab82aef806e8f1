import type { Sql } from "@/db/client";
import type { Channel, Delivery, NewChannel } from "@/lib/contract/alerts";
import { isoMoments } from "./moments";
import type { ClaimedNotification } from "./outbox";

const DELIVERIES_MAX = 5;

/** All channels with their latest deliveries, or the one with an id. */
export async function readChannels(sql: Sql, id?: number): Promise<Channel[]> {
  const chosen = id === undefined ? sql`` : sql`where c.id = ${id}`;
  const [channels, deliveries] = await Promise.all([
    sql<Omit<Channel, "deliveries">[]>`
      select c.id, c.kind, c.name, c.target, c.enabled, c.locale, c.created_at,
             (select count(*) from frescura.notifications n
               where n.channel_id = c.id and n.delivered_at is null and n.edge <> 'test') as waiting,
             last.delivered_at as last_delivered_at,
             (select n.last_error from frescura.notifications n
               where n.channel_id = c.id and n.last_error is not null and n.delivered_at is null
                 and n.created_at > coalesce(last.delivered_at, '-infinity')
               order by n.created_at desc limit 1) as last_error
        from frescura.channels c
        left join lateral (select max(n.delivered_at) as delivered_at from frescura.notifications n where n.channel_id = c.id) last on true
        ${chosen} order by c.id`,
    sql<(Delivery & { channel_id: number })[]>`
      select n.* from frescura.channels c
        cross join lateral (
          select n.channel_id, n.id::text, n.edge, a.kind, v.slug as view, n.created_at, n.attempts, n.last_error, n.delivered_at,
                 case when n.delivered_at is null and isfinite(n.next_attempt_at) then n.next_attempt_at end as next_attempt_at
            from frescura.notifications n left join frescura.alerts a on a.id = n.alert_id left join frescura.views v on v.id = a.view_id
           where n.channel_id = c.id order by n.created_at desc, n.id limit ${DELIVERIES_MAX}) n
        ${chosen}`,
  ]);
  return channels.map((channel) => ({
    ...isoMoments(channel),
    deliveries: deliveries
      .filter(({ channel_id }) => channel_id === channel.id)
      .map(({ channel_id: _channel, ...delivery }) => isoMoments(delivery)),
  }));
}

/** Makes a channel and returns its id. */
export async function insertChannel(sql: Sql, channel: NewChannel): Promise<number> {
  const [{ id }] = await sql<[{ id: number }]>`insert into frescura.channels ${sql(channel)} returning id`;
  return id;
}

/** Changes what is given. */
export async function updateChannel(sql: Sql, id: number, change: Partial<Channel>): Promise<void> {
  await sql`update frescura.channels set ${sql(change)} where id = ${id}`;
}

/** Removes a channel with what waits for it. */
export async function deleteChannel(sql: Sql, id: number): Promise<void> {
  await sql`delete from frescura.channels where id = ${id}`;
}

/** Puts a test into the outbox, taken at once: whoever asked sends it, and if it fails it is not tried again. */
export async function insertTest(sql: Sql, channelId: number): Promise<ClaimedNotification> {
  const [row] = await sql<[ClaimedNotification]>`
    with test as (
      insert into frescura.notifications (channel_id, edge, attempts, next_attempt_at)
      values (${channelId}, 'test', 1, 'infinity') returning id, channel_id, edge, attempts)
    select t.id::text, c.kind as channel_kind, c.target, c.locale, t.edge, null as alert, t.attempts
      from test t join frescura.channels c on c.id = t.channel_id`;
  return row;
}

/** Records how a test ended. */
export async function finishTest(sql: Sql, id: string, error: string | null): Promise<void> {
  await sql`
    update frescura.notifications set last_error = ${error},
           delivered_at = case when ${error}::text is null then clock_timestamp() end
     where id = ${id}`;
}
