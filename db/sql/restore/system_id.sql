create or replace function frescura.system_id() returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Asked first and not tried out: a subtransaction may not be opened where workers take part.
  select case when has_function_privilege('pg_control_system()', 'execute')
              then (select c.system_identifier::text from pg_control_system() c) end
$$;

comment on function frescura.system_id() is
'What tells this server from every other: its system identifier, which standbys and physical copies share and a '
'restored dump does not; null where the role may not know it.';
