import type { Sql } from "@/db/client";
import type { Alert } from "@/lib/contract/alerts";
import { isoMoments } from "./moments";

/** Opens and closes alerts by what is so now. Returns how many edges there were. */
export async function judgeAlerts(sql: Sql): Promise<number> {
  const [{ edges }] = await sql<[{ edges: number }]>`select frescura.check_alerts() as edges`;
  return edges;
}

/** The same where nobody else does it: no driver has been seen for a minute. */
export async function judgeAlertsIfNobodyDoes(sql: Sql): Promise<void> {
  await sql`
    select frescura.check_alerts()
     where not exists (select from frescura.drivers where seen_at > clock_timestamp() - interval '1 minute')`;
}

/** Which alerts are asked for. */
export interface AlertFilter {
  state: "open" | "all";
  /** Of those that are over, only the ones that ended within so many hours. */
  hours: number;
  slug?: string;
  /** Only alerts with a smaller id. */
  before?: number;
  limit: number;
}

/** Alerts, newest first. */
export async function readAlerts(sql: Sql, filter: AlertFilter): Promise<Alert[]> {
  const { state, hours, slug, before, limit } = filter;
  const rows = await sql<Alert[]>`
    ${selection(sql)}
     where (a.closed_at is null ${state === "all" ? sql`or a.closed_at > clock_timestamp() - make_interval(hours => ${hours})` : sql``})
       ${slug ? sql`and v.slug = ${slug}` : sql``}
       ${before ? sql`and a.id < ${before}` : sql``}
     order by a.id desc limit ${limit}`;
  return rows.map(isoMoments);
}

/** Notes who has seen an alert; the first one stays. Null when there is no such alert. */
export async function markAcknowledged(sql: Sql, id: number, by: string): Promise<Alert | null> {
  await sql`
    with seen as (
      update frescura.alerts set acknowledged_at = clock_timestamp(), acknowledged_by = ${by}
       where id = ${id} and acknowledged_at is null returning id)
    ${tellOf(sql)}`;
  return await alertOf(sql, id);
}

/** Takes the note back. Null when there is no such alert. */
export async function unmarkAcknowledged(sql: Sql, id: number): Promise<Alert | null> {
  await sql`
    with seen as (
      update frescura.alerts set acknowledged_at = null, acknowledged_by = null where id = ${id} returning id)
    ${tellOf(sql)}`;
  return await alertOf(sql, id);
}

/** Lets every page that is open count anew. */
function tellOf(sql: Sql) {
  return sql`select pg_notify('frescura', json_build_object('alerts', count(*))::text) from seen having count(*) > 0`;
}

async function alertOf(sql: Sql, id: number): Promise<Alert | null> {
  const [row] = await sql<Alert[]>`${selection(sql)} where a.id = ${id}`;
  return row ? isoMoments(row) : null;
}

function selection(sql: Sql) {
  return sql`
    select a.id, v.slug as view, v.title, a.kind, a.detail, a.opened_at, a.closed_at, a.acknowledged_at, a.acknowledged_by
      from frescura.alerts a left join frescura.views v on v.id = a.view_id`;
}
