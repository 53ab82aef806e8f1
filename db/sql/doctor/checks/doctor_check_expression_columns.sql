create or replace function frescura.doctor_check_expression_columns(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', s.sql_name, 'column', g.column_name),
         format('The source %s is tracked by its column %I, which it has not any more: no write can be recorded.',
                s.sql_name, g.column_name),
         format('-- select frescura.track(%L, %L, ...) with the name that the column has now', v.slug, s.sql_name)
    from frescura.views v cross join lateral frescura.gone_columns(v.id) g
    join frescura.watched_sources(v.id) s on s.id = g.source_id
   where v.id = p_view_id
$$;

comment on function frescura.doctor_check_expression_columns(bigint) is
'A check of frescura.doctor: whether the tracked sources of a registered view (id in frescura.views) have the columns '
'that their keys, amounts and references name. detail: source, column.';
