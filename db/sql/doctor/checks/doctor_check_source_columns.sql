create or replace function frescura.doctor_check_source_columns(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_strip_nulls(jsonb_build_object('source', s.sql_name, 'column', c.name,
                                                    'is_renamed', case when n.name is null then 'no' else 'yes' end,
                                                    'renamed_to', n.name)),
         format('The source table %s has no column %I%s: none of its high-impact writes can be recorded.', s.sql_name,
                c.name, coalesce(format(' (it is called %I now)', n.name), '')),
         case when n.name is null
              then format('delete from frescura.view_sources where id = %s; -- then frescura.watch() with the columns '
                          'it has now', s.id)
              else format('select frescura.watch(%L, %L, %L, p_key_column => %L);', v.slug, s.sql_name,
                          case when c.name = s.amount_column then n.name else s.amount_column end,
                          case when c.name = s.key_column then n.name else s.key_column end) end
    from frescura.views v cross join lateral frescura.watched_sources(v.id) s
   cross join lateral (values (s.key_column), (s.amount_column)) c (name)
   cross join lateral frescura.renamed_to(p_view_id, s.source_oid, c.name) n (name)
   where v.id = p_view_id and s.source_oid is not null and c.name is not null
     and not exists (select from pg_attribute a where a.attrelid = s.source_oid and a.attname = c.name
                     and not a.attisdropped)
$$;

comment on function frescura.doctor_check_source_columns(bigint) is
'A check of frescura.doctor: whether the watched sources of a registered view (id in frescura.views) have the '
'columns that are watched. detail: source, column, is_renamed, renamed_to (where the view tells).';
