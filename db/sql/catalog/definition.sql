create or replace function frescura.definition(p_view oid) returns text
language sql stable
-- With this path whatever is not PostgreSQL's own is written with its schema: tables, functions, types and operators.
set search_path = pg_catalog, pg_temp
as $$ select rtrim(pg_get_viewdef(nullif(frescura.definer(p_view), 0)), E'; \n') $$;

comment on function frescura.definition(oid) is
'The query of a view, plain or materialized, or of a managed table (its oid), fully qualified and without a closing '
'semicolon, so that it means the same under every search_path; null where that of a managed table is gone. Waits for '
'who holds its tables exclusively.';
