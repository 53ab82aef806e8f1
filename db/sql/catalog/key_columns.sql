create or replace function frescura.key_columns(p_view oid) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp
as $$ select k from frescura.unique_keys(p_view) k limit 1 $$;

comment on function frescura.key_columns(oid) is
'The columns of the smallest unique index that lets a materialized view (its oid) be refreshed concurrently '
'(frescura.unique_keys); null where there is none. They are the key of its rows for all that tells rows apart.';
