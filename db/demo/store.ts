import type { TransactionSql } from "postgres";
import type { PastRefresh } from "./history";
import type { Consignment, PosSale } from "./sales";

const BATCH = 1_000;

/** What `triggered_by` of every invented refresh says. */
export const DEMO_ORIGIN = "demo-data";

/** Writes the invented transactions. */
export async function storeSales(
  tx: TransactionSql,
  { pos, consignments }: { pos: readonly PosSale[]; consignments: readonly Consignment[] },
): Promise<void> {
  for (const rows of batches(pos)) await insert(tx, "cpg_pos", rows);
  for (const rows of batches(consignments)) await insert(tx, "cpg_consignment", rows);
}

/** Writes the invented refreshes, oldest first. Returns their ids in the log, in the same order. */
export async function storeHistory(tx: TransactionSql, history: readonly PastRefresh[]): Promise<number[]> {
  const views = await tx<{ id: string; slug: string; view_oid: number; view_name: string }[]>`
    select id, slug, view_oid, frescura.display_name(schema_name, view_name) as view_name from frescura.views`;
  const bySlug = new Map(views.map((view) => [view.slug, view]));
  const ids: number[] = [];
  for (const batch of batches(history)) {
    const rows = batch.map((past) => logRow(past, bySlug.get(past.view)!));
    ids.push(...(await insert(tx, "frescura.refresh_log", rows)));
  }
  return ids;
}

function logRow(past: PastRefresh, view: { id: string; view_oid: number; view_name: string }) {
  const ended = new Date(past.startedAt.getTime() + past.durationMs);
  const done = past.failure === undefined;
  return {
    view_id: view.id,
    view_oid: view.view_oid,
    view_name: view.view_name,
    status: done ? "completed" : "failed",
    trigger_type: past.triggerType,
    triggered_by: DEMO_ORIGIN,
    rows_affected: done ? past.rows : null,
    rows_inserted: done ? past.inserted : null,
    rows_deleted: done ? 0 : null,
    mode: "concurrent",
    events_covered: past.events.length,
    error_code: past.failure?.code ?? null,
    error_message: past.failure?.message ?? null,
    refresh_started_at: past.startedAt,
    refresh_completed_at: ended,
    refresh_duration_ms: past.durationMs,
    created_at: past.startedAt,
  };
}

/** An event, and the invented refresh that brought it into the view. */
export interface CoveredEvent {
  at: Date;
  refreshId: number;
  processedAt: Date;
}

/**
 * Puts the events of the last month in the place of those that storing the sales has just recorded: when they
 * happened, and with the refresh that covered each.
 */
export async function storeEvents(tx: TransactionSql, events: readonly CoveredEvent[]): Promise<void> {
  await tx`delete from frescura.refresh_triggers`;
  for (const batch of batches(events)) {
    await tx`
      insert into frescura.refresh_triggers
             (view_id, source_table, source_key, amount, created_at, processed_at, refresh_id)
      select frescura.view_id('universal-transactions'), s.source_table, s.id::text, s.monto_total,
             s.created_at, e.processed_at, e.refresh_id
        from (select 'cpg_pos' as source_table, id, monto_total, created_at from cpg_pos
              union all select 'cpg_consignment', id, monto_total, created_at from cpg_consignment) s
        join jsonb_to_recordset(${tx.json(batch.map(asJson))})
             as e (at timestamptz, processed_at timestamptz, refresh_id bigint) on e.at = s.created_at
       where s.monto_total >= 10000
       order by s.created_at`;
  }
}

function asJson({ at, refreshId, processedAt }: CoveredEvent) {
  return { at: at.toISOString(), processed_at: processedAt.toISOString(), refresh_id: refreshId };
}

/** As one parameter of JSON: thousands of them take the server longer to read than the rows to write. */
async function insert(tx: TransactionSql, table: string, rows: readonly object[]): Promise<number[]> {
  const columns = Object.keys(rows[0]!);
  const json = JSON.parse(JSON.stringify(rows));
  const stored = await tx<{ id: number }[]>`
    insert into ${tx(table)} (${tx(columns)})
    select ${tx(columns)} from jsonb_populate_recordset(null::${tx(table)}, ${tx.json(json)})
    returning id`;
  return stored.map(({ id }) => id);
}

function batches<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
}
