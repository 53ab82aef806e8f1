create or replace function frescura.facts(p_view_id bigint default null)
returns table (
  view_id bigint, slug text, enabled boolean, suspended_at timestamptz, sla_seconds integer, stale_seconds integer,
  state text, view_oid oid, refresh_id bigint, last_refresh timestamptz, rows_count bigint, mode text,
  mode_reason text, lineage jsonb, touched boolean, redefined boolean, data_as_of timestamptz, age_seconds integer,
  failures bigint, error_code text, tracked boolean, money_max numeric, money_currency text, threshold numeric,
  events_amounts jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with now as materialized (
    select clock_timestamp() as at, frescura.is_restored() as restored,
           frescura.setting('high_impact_amount')::numeric as high_impact
  ), managed as materialized (
    select * from frescura.managed()
  ), located as (
    -- As frescura.locate does, of all views at once.
    select v.*, coalesce(named.oid, known.oid) as at_oid, coalesce(named.xmin, known.xmin)::text as at_version,
           case when named.oid is null and known.oid is null then 'missing'
                when named.oid is null then 'renamed'
                when named.oid is distinct from v.view_oid or now.restored then 'recreated'
                when not named.relispopulated then 'unpopulated'
                else 'ok' end as at_state,
           coalesce(named.relispopulated, known.relispopulated, false) and not now.restored as readable
      from frescura.views v
     cross join now
      left join pg_namespace n on n.nspname = v.schema_name
      left join pg_class named on named.relnamespace = n.oid and named.relname = v.view_name
           and (named.relkind = 'm' or (named.oid, v.id) in (select m.relation, m.view_id from managed m))
      left join pg_class known on named.oid is null and known.oid = v.view_oid
           and (known.relkind = 'm' or (known.oid, v.id) in (select m.relation, m.view_id from managed m))
     where p_view_id is null or v.id = p_view_id
  ), good as (
    select l.*, g.id as g_id, g.refresh_started_at, g.created_at as g_at, g.rows_affected, g.mode, g.mode_reason,
           g.lineage, g.definition_digest, coalesce(g.view_version <> l.at_version, false) as touched,
           g.as_of
      from located l
      left join lateral (
        select r.*, frescura.data_as_of(r) as as_of from frescura.refresh_log r
         where r.view_id = l.id and (r.status = 'completed' or r.reason = 'nothing_pending')
           and r.view_oid = l.at_oid and l.readable
         order by r.refresh_started_at desc limit 1) g on true
  )
  select g.id, g.slug, g.enabled, g.suspended_at, g.sla_seconds, g.stale_seconds, g.at_state, g.at_oid, g.g_id,
         g.refresh_started_at, g.rows_affected, g.mode, g.mode_reason, g.lineage, g.touched,
         g.definition_digest is not null and g.definition_digest <> '{} {} {} {}'
           and not frescura.definition_holds(g.definition_digest),
         case when not g.touched then g.as_of end,
         -- Whole seconds, and none below zero where the clock was set back; null stays null, unlike in greatest().
         case when g.as_of is not null and not g.touched
              then greatest(floor(extract(epoch from now.at - g.as_of)), 0) end::integer,
         failed.count, failed.code, t.view_id is not null, g.pending_amount_max, g.pending_currency,
         coalesce(source.threshold, now.high_impact), waiting.amounts
    from good g
   cross join now
    left join frescura.tracking t on t.view_id = g.id
    left join lateral (
      select count(*) as count, (array_agg(f.error_code order by f.id desc))[1] as code from frescura.refresh_log f
       where f.view_id = g.id and f.status = 'failed' and f.cancelled_by is null
         and f.created_at > coalesce(g.g_at, '-infinity')
    ) failed on true
    left join (select s.view_id, min(s.threshold) as threshold from frescura.view_sources s group by 1) source
      on source.view_id = g.id
    left join (select e.view_id, jsonb_object_agg(e.currency, e.amount) as amounts
                 from (select t.view_id, coalesce(t.currency, '') as currency, sum(t.amount) as amount
                         from frescura.refresh_triggers t
                        where t.processed_at is null and t.amount is not null group by 1, 2) e
                group by 1) waiting on waiting.view_id = g.id
$$;

comment on function frescura.facts(bigint) is
'What frescura.verdict judges by, of one view (id in frescura.views) or of all at once: where it stands in the '
'catalog (state, view_oid; see frescura.locate), its last good refresh, whether another hand refreshed it since '
'(touched) or what its definition calls was replaced (redefined), data_as_of and age_seconds to the roots (null: not '
'known), failures in a row whoever asked with the last SQLSTATE, whether it is tracked, its limit of missing money, '
'the smallest amount of its high-impact events (threshold), and by currency the amounts of those that wait.';
