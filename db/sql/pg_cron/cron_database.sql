create or replace function frescura.cron_database() returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Known where the library is loaded, to whoever may see settings of superusers.
  return nullif(current_setting('cron.database_name', true), '');
exception when insufficient_privilege then
  return null;
end
$$;

comment on function frescura.cron_database() is
'The database in which pg_cron keeps its jobs, of which a server has one; null where it is not loaded, or the current '
'role may not see that setting.';
