create or replace function frescura.managed_by(p_relation oid) returns bigint
language sql stable set search_path = pg_catalog, public, pg_temp
as $$ select m.view_id from frescura.managed() m where m.relation = p_relation limit 1 $$;

comment on function frescura.managed_by(oid) is
'The view (id in frescura.views) whose managed table a relation (its oid) is; null for anything else, a materialized '
'view, too.';
