create or replace function frescura.doctor_check_source_columns(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', s.sql_name, 'column', c.name),
         format('The source table %s has no column %I: none of its high-impact writes can be recorded.', s.sql_name,
                c.name),
         format('delete from frescura.view_sources where id = %s; -- then frescura.watch() with the columns it has now',
                s.id)
    from frescura.watched_sources(p_view_id) s
   cross join lateral (values (s.key_column), (s.amount_column)) c (name)
   where s.source_oid is not null and c.name is not null
     and not exists (select from pg_attribute a where a.attrelid = s.source_oid and a.attname = c.name
                     and not a.attisdropped)
$$;

comment on function frescura.doctor_check_source_columns(bigint) is
'A check of frescura.doctor: whether the watched sources of a registered view (id in frescura.views) have the '
'columns that are watched. detail: source, column.';
