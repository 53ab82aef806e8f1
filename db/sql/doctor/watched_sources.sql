create or replace function frescura.watched_sources(p_view_id bigint)
returns table (id bigint, source_schema text, source_name text, sql_name text, source_oid oid, key_column text,
               amount_column text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select s.id, s.source_schema, s.source_name, format('%I.%I', s.source_schema, s.source_name), c.oid, s.key_column,
         s.amount_column
    from frescura.view_sources s
    left join pg_namespace n on n.nspname = s.source_schema
    left join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name and c.relkind in ('r', 'p')
   where s.view_id = p_view_id and s.enabled
$$;

comment on function frescura.watched_sources(bigint) is
'The sources of a registered view (id in frescura.views) whose writes are to be seen, each with its name as SQL and '
'its oid, null where there is no such table any more.';
