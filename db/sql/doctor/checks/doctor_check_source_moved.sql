create or replace function frescura.doctor_check_source_moved(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select distinct 'error', jsonb_build_object('source', s.sql_name, 'table', c.captured::regclass),
         format('The source %s was renamed, moved or swapped: what is recorded is written to %s.', s.sql_name,
                c.captured::regclass),
         format('select frescura.follow(%L); select * from frescura.refresh(%L);', v.slug, v.slug)
    from frescura.views v cross join lateral frescura.watched_sources(v.id) s
   cross join lateral (select frescura.captured_table(s.id) as captured) c
   where v.id = p_view_id and c.captured is distinct from s.source_oid and c.captured is not null
$$;

comment on function frescura.doctor_check_source_moved(bigint) is
'A check of frescura.doctor: whether the sources of a registered view (id in frescura.views) bear the names by which '
'they were tracked or watched. detail: source, table (the one whose writes are recorded).';
