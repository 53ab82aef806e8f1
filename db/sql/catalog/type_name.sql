create or replace function frescura.type_name(p_type oid) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$ select format_type(p_type, -1) $$;

comment on function frescura.type_name(oid) is
'A type (its oid) as SQL names it in a cast, without a length and with its schema unless it is PostgreSQL''s own.';
