create or replace function frescura.doctor_check_expression_columns(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error',
         jsonb_strip_nulls(jsonb_build_object('source', s.sql_name, 'column', g.column_name,
                                             'is_renamed', case when n.name is null then 'no' else 'yes' end,
                                             'renamed_to', n.name)),
         format('The source %s is tracked by its column %I, which %s: no write can be recorded.',
                s.sql_name, g.column_name,
                case when n.name is null then 'it has not any more' else format('is called %I now', n.name) end),
         case when n.name is null
              then format('-- select frescura.track(%L, %L, ...) with the name that the column has now',
                          v.slug, s.sql_name)
              else frescura.retrack_query(g.source_id, g.column_name, n.name)
                   || format(e'\nselect * from frescura.refresh(%L);', v.slug) end
    from frescura.views v cross join lateral frescura.gone_columns(v.id) g
    join frescura.watched_sources(v.id) s on s.id = g.source_id
   cross join lateral frescura.renamed_to(v.id, s.source_oid, g.column_name) n (name)
   where v.id = p_view_id
$$;

comment on function frescura.doctor_check_expression_columns(bigint) is
'A check of frescura.doctor: whether the tracked sources of a registered view (id in frescura.views) have the columns '
'that their keys, amounts and references name. detail: source, column, is_renamed, renamed_to (where the view tells).';
