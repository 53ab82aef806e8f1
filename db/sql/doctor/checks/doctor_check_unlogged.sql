create or replace function frescura.doctor_check_unlogged(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select distinct 'error', jsonb_build_object('source', t.relation::regclass),
         format('The source %s is unlogged: a crash would empty it without a trace, so that it is not '
                'known what the view lacks.', t.relation::regclass),
         format('alter table %s set logged; select * from frescura.refresh(%L);', t.relation::regclass, v.slug)
    from frescura.views v
    join frescura.tracking k on k.view_id = v.id
    join pg_class c on c.oid = k.baseline_oid
   cross join lateral frescura.watched_sources(v.id) s
   cross join lateral frescura.leaves_no_trace(array(select frescura.family(s.source_oid)), c.relowner) t
   where v.id = p_view_id and t.code = 'unlogged'
$$;

comment on function frescura.doctor_check_unlogged(bigint) is
'A check of frescura.doctor: whether a source of a tracked view (id in frescura.views) was made '
'unlogged. detail: source.';
