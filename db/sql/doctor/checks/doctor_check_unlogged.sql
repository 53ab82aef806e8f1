create or replace function frescura.doctor_check_unlogged(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', t.relation::regclass),
         format('The source %s is unlogged: a crash would empty it without a trace, so that it is not '
                'known what the view lacks.', t.relation::regclass),
         format('alter table %s set logged; select * from frescura.refresh(%L);', t.relation::regclass, v.slug)
    from frescura.views v cross join lateral frescura.traceless_sources(v.id) t
   where v.id = p_view_id and t.code = 'unlogged'
$$;

comment on function frescura.doctor_check_unlogged(bigint) is
'A check of frescura.doctor: whether a source of a tracked view (id in frescura.views) was made '
'unlogged. detail: source.';
