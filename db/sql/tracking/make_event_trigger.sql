create or replace function frescura.make_event_trigger() returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select from pg_event_trigger where evtname = 'frescura_take_in') then
    create event trigger frescura_take_in on ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE')
      execute function frescura.take_in_at_once();
    comment on event trigger frescura_take_in is
      'Captures what is written to new partitions of tracked tables. Made by frescura.make_event_trigger.';
  end if;
  return true;
exception when others then
  return false;
end
$$;

comment on function frescura.make_event_trigger() is
'Makes the event trigger that takes in new partitions at once (frescura.take_in_at_once), where the role may: a '
'superuser, or whoever a host lets. Otherwise, and then it returns false, the next driver takes them in. Called by '
'migrate.';
