create or replace function frescura.renew_capture() returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
begin
  for v in
    select s.id, format('%I.%I', s.source_schema, s.source_name) as name from frescura.view_sources s
     where to_regclass(format('%I.%I', s.source_schema, s.source_name)) is not null order by s.id
  loop
    begin
      -- One that somebody switched off is his to switch on.
      perform frescura.make_capture(v.id, p_enable => false);
    exception when others then
      -- Somebody else's table must not stop a migration; what is not captured shows as unknown.
      raise warning 'The capture of % could not be renewed: %', v.name, sqlerrm;
    end;
  end loop;
  for v in
    select t.view_id, t.live_view from frescura.tracking t cross join lateral frescura.locate(t.view_id) at
     where at.view_oid is not null order by t.view_id
  loop
    begin
      perform frescura.make_live(v.view_id);
    exception when others then
      raise warning 'The live view % could not be renewed: %', v.live_view, sqlerrm;
    end;
  end loop;
end
$$;

comment on function frescura.renew_capture() is
'Brings the triggers of all sources and all live views to the version of the functions that make them. Triggers that '
'are current stay untouched. What cannot be renewed is warned of and left as it is. Called by migrate.';
