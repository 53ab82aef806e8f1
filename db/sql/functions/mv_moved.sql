create or replace function public.mv_moved() returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((select s.value #>> '{}' <> public.mv_home() from public.mv_settings s where s.key = 'home'), false)
$$;

comment on function public.mv_moved() is
'Whether these tables were restored from a dump of another server and no view has been refreshed since. Until then the log and the ledgers speak of that server: its numbers of objects and transactions can occur here too, and mean something else.';
