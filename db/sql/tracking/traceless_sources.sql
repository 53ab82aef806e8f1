create or replace function frescura.traceless_sources(p_view_id bigint)
returns table (relation oid, code text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select distinct t.relation, t.code
    from frescura.tracking k
    join pg_class c on c.oid = k.baseline_oid
   cross join lateral frescura.watched_sources(k.view_id) s
   cross join lateral frescura.leaves_no_trace(array(select frescura.family(s.source_oid)), c.relowner) t
   where k.view_id = p_view_id
$$;

comment on function frescura.traceless_sources(bigint) is
'The sources of a tracked view (its id in frescura.views), partitions and children included, of which '
'frescura.leaves_no_trace tells, with its code. For the checks of the doctor.';
