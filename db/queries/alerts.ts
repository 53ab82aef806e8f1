import { and, desc, eq, gt, isNull, lt, notInArray, or, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { alertsTable } from "@/db/schema/alerts";
import { viewsTable } from "@/db/schema/views";
import type { Alert } from "@/lib/contract/alerts";

/** Opens and closes alerts by what is so now, where nobody else does: no driver has been seen for a minute, or sleeps. */
export async function judgeAlertsIfNobodyDoes(executor: Executor): Promise<void> {
  await executor`
    select frescura.check_alerts()
     where not exists (select from frescura.drivers where greatest(seen_at, next_look_at) > clock_timestamp() - interval '1 minute')`;
}

/** Which alerts are asked for. */
export interface AlertFilter {
  state: "open" | "all";
  /** Of those that are over, only the ones that ended within so many hours. */
  hours: number;
  slug?: string;
  /** Ids of views whose alerts are left out. */
  without: number[];
  /** Only alerts with a smaller id. */
  before?: number;
  limit: number;
}

/** Alerts, newest first. */
export async function readAlerts(executor: Executor, filter: AlertFilter): Promise<Alert[]> {
  const { state, hours, slug, without, before, limit } = filter;
  const since = sql`clock_timestamp() - make_interval(hours => ${hours})`;
  return await alerts(executor)
    .where(
      and(
        or(isNull(alertsTable.closedAt), state === "all" ? gt(alertsTable.closedAt, since) : undefined),
        slug === undefined ? undefined : eq(viewsTable.slug, slug),
        without.length > 0
          ? or(isNull(alertsTable.viewId), notInArray(alertsTable.viewId, without))
          : undefined,
        before === undefined ? undefined : lt(alertsTable.id, before),
      ),
    )
    .orderBy(desc(alertsTable.id))
    .limit(limit);
}

/** Notes who has seen an alert; the first one stays. Undefined when there is no such alert. */
export async function markAcknowledged(tx: Transaction, id: number, by: string): Promise<Alert | undefined> {
  const changed = await orm(tx)
    .update(alertsTable)
    .set({ acknowledgedAt: sql`clock_timestamp()`, acknowledgedBy: by })
    .where(and(eq(alertsTable.id, id), isNull(alertsTable.acknowledgedAt)))
    .returning({ id: alertsTable.id });
  if (changed.length > 0) await tell(tx);
  return await alertOf(tx, id);
}

/** Takes the note back. Undefined when there is no such alert. */
export async function unmarkAcknowledged(tx: Transaction, id: number): Promise<Alert | undefined> {
  const changed = await orm(tx)
    .update(alertsTable)
    .set({ acknowledgedAt: null, acknowledgedBy: null })
    .where(eq(alertsTable.id, id))
    .returning({ id: alertsTable.id });
  if (changed.length > 0) await tell(tx);
  return await alertOf(tx, id);
}

/** Lets every page that is open count anew. */
async function tell(tx: Transaction): Promise<void> {
  await tx`select pg_notify('frescura', '{"alerts": 1}')`;
}

async function alertOf(executor: Executor, id: number): Promise<Alert | undefined> {
  const [alert] = await alerts(executor).where(eq(alertsTable.id, id));
  return alert;
}

function alerts(executor: Executor) {
  const { id, kind, detail } = alertsTable;
  return orm(executor)
    .select({
      ...{ id, kind, detail },
      view: viewsTable.slug,
      title: viewsTable.title,
      opened_at: alertsTable.openedAt,
      closed_at: alertsTable.closedAt,
      acknowledged_at: alertsTable.acknowledgedAt,
      acknowledged_by: alertsTable.acknowledgedBy,
    })
    .from(alertsTable)
    .leftJoin(viewsTable, eq(viewsTable.id, alertsTable.viewId));
}
