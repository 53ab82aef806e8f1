create or replace function frescura.lineage(p_view oid) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with below as (
    select b.relation, format('%I.%I', n.nspname, c.relname) as name, c.relispopulated, c.xmin::text as version, v.id
      from frescura.base_relations(p_view) b
      join pg_class c on c.oid = b.relation join pg_namespace n on n.oid = c.relnamespace
      left join lateral (
        select w.id from frescura.views w
         where w.view_oid = c.oid or (w.schema_name = n.nspname and w.view_name = c.relname)
         order by w.view_oid = c.oid desc nulls last limit 1) v on true
     where b.kind = 'm'
  ), seen as (
    select b.*, g.id as refresh_id, g.refresh_started_at, g.snapshot, g.lineage as deeper,
           case when b.id is null then 'unregistered'
                when not b.relispopulated then 'unpopulated'
                when g.id is null then 'never_refreshed'
                when g.view_version <> b.version then 'refreshed_by_others'
                when g.data_as_of = '-infinity' and g.lineage is null then 'not_known' end as unknown
      from below b
      left join lateral frescura.last_good(b.id, b.relation) g on b.id is not null and b.relispopulated
  ), steps as (
    select jsonb_strip_nulls(jsonb_build_object(
             'direct', true, 'oid', s.relation::bigint, 'relation', s.name, 'view_id', s.id, 'unknown', s.unknown,
             'refresh_id', s.refresh_id, 'started_at', s.refresh_started_at, 'snapshot', s.snapshot,
             -- What a chain lacks is told by the ledgers of its lowest views, as long as they have been whole since.
             'tables', exists (select from frescura.base_relations(s.relation) r where r.kind in ('r', 'p', 'f')),
             'capture', md5(t.capture_digest), 'lost', t.lost_count)) as step
      from seen s
      left join frescura.tracking t on t.view_id = s.id and t.baseline_refresh_id = s.refresh_id
    union
    select d.step - 'direct' from seen s cross join lateral jsonb_array_elements(s.deeper) d (step)
     where s.unknown is null
  )
  select jsonb_agg(step order by (step ->> 'oid')::bigint, step ->> 'refresh_id') from steps
$$;

comment on function frescura.lineage(oid) is
'What a refresh of a materialized view (its oid) that begins now would see of the materialized views below, directly '
'or through plain views, and below those, as they were refreshed: per step oid, relation, view_id, and of its last '
'good refresh refresh_id, started_at, snapshot; direct: whether it reads that itself; tables: whether it reads tables '
'itself; of a tracked one also capture (fingerprint) and lost (count). unknown, where nobody can say what it holds: '
'unregistered, unpopulated, never_refreshed, refreshed_by_others (by another hand than frescura.refresh) or not_known '
'(before this was recorded). Null for a view that reads no other.';
