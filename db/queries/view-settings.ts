import { eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { REFUSALS } from "@/db/queries/registry";
import { orRefuse } from "@/db/refusal";
import { many, one } from "@/db/rows";
import { viewsTable } from "@/db/schema/views";
import {
  type BaseTable,
  baseTable,
  track,
  type ViewChange,
  type ViewSettings,
  viewHoldings,
  viewSettings,
} from "@/lib/contract/view-settings";

/** The settings of a view, by its slug, and how its sources are watched. */
export async function settingsOf(sql: Executor, slug: string): Promise<ViewSettings> {
  const [view, tracks, base_tables, holdings] = await Promise.all([
    one(
      viewSettings.omit({ tracks: true, base_tables: true, holdings: true }),
      sql`
      select v.slug, v.title, at.schema_name, at.view_name, at.state, v.enabled, v.sla_seconds, v.stale_seconds,
             v.time_zone,
             array(select frescura.display_name(s.source_schema, s.source_name)
                     from frescura.view_sources s where s.view_id = v.id and s.enabled and s.mapping = 'main' order by 1) as sources,
             v.read_policy, v.skip_unchanged, v.lock_timeout_ms, v.run_seconds_max, v.event_attempts_max,
             v.failures_max, v.retry_seconds, v.follows_upstream, v.on_long_transaction,
             v.pending_amount_max::float8 as pending_amount_max, v.pending_currency,
             (select coalesce(jsonb_agg(jsonb_build_object(
                       'seconds', t.seconds, 'weekdays', t.weekdays, 'monthdays', t.monthdays,
                       'opens', left(t.opens::text, 5), 'closes', left(t.closes::text, 5)) order by t.id), '[]')
                from frescura.targets t where t.view_id = v.id) as targets,
             v.seen_by, array(select u.slug from frescura.upstreams(v.id) u order by 1) as upstreams,
             (select format('%I.%I', live.schema_name, live.live_name) from frescura.tracking t where t.view_id = v.id) as live_view,
             live.live_name,
             case when at.view_oid is null then jsonb_build_object('code', 'missing', 'detail', null)
                  when u.code is not null then jsonb_build_object('code', u.code, 'detail', u.detail) end as untrackable,
             coalesce(frescura.key_columns(at.view_oid), '{}') as key_columns
        from frescura.views v cross join lateral frescura.locate(v.id) at cross join lateral frescura.live_place(v.id) live
       cross join lateral frescura.untrackable(at.view_oid) u where v.slug = ${slug}`,
    ),
    many(
      track,
      sql`
      select frescura.display_name(s.source_schema, s.source_name) as source, s.mapping, s.enabled,
             s.view_key is not null or s.lookup is not null as tracked,
             coalesce(s.key_expression, 'r.' || quote_ident(s.key_column)) as row_key, s.view_key as key, s.lookup,
             coalesce(s.amount_expression, 'r.' || quote_ident(s.amount_column)) as amount,
             coalesce(s.currency_expression, quote_literal(s.currency)) as currency, s.threshold::float8 as threshold,
             s.currency as threshold_currency,
             s.reference_expression as reference, s.occurred_expression as occurred
        from frescura.view_sources s join frescura.views v on v.id = s.view_id where v.slug = ${slug}
       order by 1, s.mapping <> 'main', s.mapping`,
    ),
    baseTables(sql, slug),
    holdingsOf(sql, slug),
  ]);
  return { ...view, tracks, base_tables, holdings };
}

/** The tables that a view reads, through plain views too. */
async function baseTables(sql: Executor, slug: string): Promise<BaseTable[]> {
  return await many(
    baseTable,
    sql`
    select b.relation::regclass::text as source,
           (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, -1),
                                                'primary', coalesce(a.attnum = any(i.indkey), false)) order by a.attnum)
              from pg_attribute a where a.attrelid = b.relation and a.attnum > 0 and not a.attisdropped) as columns
      from frescura.views v cross join lateral frescura.locate(v.id) at cross join lateral frescura.base_relations(at.view_oid) b
      left join pg_index i on i.indrelid = b.relation and i.indisprimary
     where v.slug = ${slug} and b.kind in ('r', 'p') order by 1`,
  );
}

/** What is kept of a view, and would be lost with it. */
export async function holdingsOf(sql: Executor, slug: string): Promise<ViewSettings["holdings"]> {
  return await one(
    viewHoldings,
    sql`
    select (select count(*) from frescura.refresh_log l where l.view_id = v.id) as attempts,
           (select count(*) from frescura.refresh_triggers e where e.view_id = v.id and e.processed_at is null) as events_waiting,
           (select count(*) from frescura.schedules s where s.view_id = v.id) as schedules,
           (select count(*) from frescura.verifications a where a.view_id = v.id) as verifications
      from frescura.views v where v.slug = ${slug}`,
  );
}

/**
 * Changes settings of a view; what is left out stays.
 *
 * @throws Refusal for settings that make no sense together, or a time zone that is not known
 */
export async function changeView(tx: Transaction, slug: string, change: ViewChange): Promise<void> {
  await orRefuse(REFUSALS, async () => {
    const [now] = await orm(tx)
      .select({ sla: viewsTable.slaSeconds, stale: viewsTable.staleSeconds, zone: viewsTable.timeZone })
      .from(viewsTable)
      .where(eq(viewsTable.slug, slug))
      .for("update");
    const { sla_seconds = now!.sla, stale_seconds = now!.stale, time_zone = now!.zone } = change;
    await tx`select frescura.check_view_settings(${slug}, ${sla_seconds}, ${stale_seconds}, ${time_zone})`;
    await orm(tx)
      .update(viewsTable)
      .set({ ...columnsOf(change), updatedAt: sql`clock_timestamp()` })
      .where(eq(viewsTable.slug, slug));
    if (change.seen_by !== undefined) {
      await tx`select frescura.set_seen_by(${slug}, ${change.seen_by}::text[])`;
    }
    if (change.targets) await tx`select frescura.set_targets(${slug}, ${tx.json(change.targets)})`;
  });
}

/** Settings by the names of their columns in the schema; what is left out stays undefined, and as it was. */
function columnsOf(change: ViewChange) {
  const { title, enabled } = change;
  return {
    title,
    enabled,
    slaSeconds: change.sla_seconds,
    staleSeconds: change.stale_seconds,
    timeZone: change.time_zone,
    readPolicy: change.read_policy,
    skipUnchanged: change.skip_unchanged,
    lockTimeoutMs: change.lock_timeout_ms,
    runSecondsMax: change.run_seconds_max,
    eventAttemptsMax: change.event_attempts_max,
    failuresMax: change.failures_max,
    retrySeconds: change.retry_seconds,
    followsUpstream: change.follows_upstream,
    onLongTransaction: change.on_long_transaction,
    pendingAmountMax: change.pending_amount_max,
    pendingCurrency: change.pending_currency,
  };
}
