create or replace function frescura.is_restored() returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((select s.value #>> '{}' <> frescura.system_id() from frescura.settings s where s.key = 'system_id'),
                  false)
$$;

comment on function frescura.is_restored() is
'Whether these tables were restored from a dump of another server and no view has been refreshed since. Until then the '
'log and the ledgers speak of that server: its numbers of objects and transactions can occur here too, and mean '
'something else.';
