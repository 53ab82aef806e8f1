create or replace function frescura.take_in_at_once() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Not for what frescura.make_capture alters itself.
  if coalesce(current_setting('frescura.making', true), '') <> 'on' then
    perform frescura.take_in();
  end if;
exception when others then
  -- No DDL fails by us: then a driver does it.
  null;
end
$$;

comment on function frescura.take_in_at_once() is
'Event trigger: takes in new partitions and children of sources (frescura.take_in) in the transaction that made them. '
'Whatever goes wrong, the command goes through.';
