create or replace function frescura.doctor_check_source(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', s.sql_name),
         format('The source table %s does not exist: its high-impact writes are not seen.', s.sql_name),
         format('delete from frescura.view_sources where id = %s; -- then frescura.watch() for the table that took its '
                'place', s.id)
    from frescura.watched_sources(p_view_id) s where s.source_oid is null and frescura.captured_table(s.id) is null
$$;

comment on function frescura.doctor_check_source(bigint) is
'A check of frescura.doctor: whether the watched sources of a registered view (id in frescura.views) exist. detail: '
'source.';
