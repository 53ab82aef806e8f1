create or replace function frescura.pin_function(p_function oid) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Patterns in its text hold backslashes.
  execute format('alter function %s set standard_conforming_strings = on', p_function::regprocedure);
  -- Names that it compares or keeps are written as ever; a concurrent refresh of PostgreSQL itself fails without.
  execute format('alter function %s set quote_all_identifiers = off', p_function::regprocedure);
end
$$;

comment on function frescura.pin_function(oid) is
'Has a function (its oid) run with the settings by which it reads its own text and writes names, whatever the session '
'of its caller has. For migrating, which does so with all that are not planned as part of their callers.';
