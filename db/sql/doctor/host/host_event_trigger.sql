create or replace function frescura.host_event_trigger()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case f.code when 'there' then 'ok' else 'info' end, jsonb_build_object('code', f.code),
         case f.code
           when 'there' then 'New partitions of tracked tables are taken in at once, by an event trigger.'
           else 'No event trigger takes in new partitions of tracked tables: their views are unknown until the next '
                'driver comes.' end,
         case f.code
           when 'possible' then 'select frescura.make_event_trigger();'
           when 'refused' then '-- as a superuser, or by what this host has in its place: create event trigger '
                               'frescura_take_in on ddl_command_end when tag in (''CREATE TABLE'', ''ALTER TABLE'') '
                               'execute function frescura.take_in_at_once();' end
    from (select case when exists (select from pg_event_trigger e
                                    where e.evtname = 'frescura_take_in' and e.evtenabled <> 'D') then 'there'
                      when (select r.rolsuper from pg_roles r where r.rolname = current_user) then 'possible'
                      else 'refused' end as code) f
$$;

comment on function frescura.host_event_trigger() is
'A fact of frescura.host: whether new partitions are taken in by an event trigger, which PostgreSQL lets a superuser '
'make and some hosts others. detail: code (there, possible, refused).';
