create or replace function frescura.discover()
returns table (schema_name text, view_name text, slug text, populated boolean, rows_estimate bigint,
               size_bytes bigint, next_mode text, next_mode_reason text, needs text[], owner text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select n.nspname::text, c.relname::text, frescura.slug(n.nspname, c.relname), c.relispopulated,
         nullif(c.reltuples, -1)::bigint, pg_total_relation_size(c.oid), m.mode, m.reason,
         array_remove(array[
           case when not frescura.may_refresh(c.oid) then 'rights' end,
           case when frescura.key_columns(c.oid) is null then 'unique_index' end,
           case when not has_database_privilege(c.relowner, current_database(), 'temporary') then 'temporary' end,
           case when not c.relispopulated then 'first_refresh' end
         ], null), pg_get_userbyid(c.relowner)
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral frescura.refresh_mode(c.oid) m
   where c.relkind = 'm'
     and not exists (select from frescura.views v cross join lateral frescura.locate(v.id) at where at.view_oid = c.oid)
   order by 1, 2
$$;

comment on function frescura.discover() is
'The materialized views of this database that are not registered, each with the slug it would get, how it could be '
'refreshed now (frescura.refresh_mode), and what it still needs: rights (to refresh it, from its owner), unique_index, '
'temporary (tables for its owner), first_refresh.';
