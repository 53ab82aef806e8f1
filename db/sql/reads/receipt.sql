create or replace function frescura.receipt() returns text
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$ select format('r1.%s.%s', (select oid from pg_database where datname = current_database()),
                    pg_current_xact_id()) $$;

comment on function frescura.receipt() is
'A token for what the current transaction writes: hand it to frescura.visible (or GET /api/v1/mv/visible/<view>) to '
'learn when a view contains it.';
