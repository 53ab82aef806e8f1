create or replace function frescura.owner_may_temp(p_view oid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select has_database_privilege(c.relowner, current_database(), 'temporary') from pg_class c where c.oid = p_view
$$;

comment on function frescura.owner_may_temp(oid) is
'Whether the owner of a materialized view (its oid) may make temporary tables, which a concurrent refresh does in the owner''s name.';
