create or replace function frescura.event_can_come(p_event frescura.refresh_triggers) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Tried once in any case: before its first refresh nobody has asked the views below.
  select p_event.operation = 'request' or p_event.attempts > 0
      or not exists (
        select from frescura.good_refreshes(p_event.view_id) g
         where g.lineage is not null and pg_visible_in_snapshot(p_event.xid, g.snapshot))
      or not exists (select from frescura.lagging_upstreams(p_event.view_id, p_event))
$$;

comment on function frescura.event_can_come(frescura.refresh_triggers) is
'Whether a refresh of its view can take an event in, as far as is known: no view between lacks it, or it was not '
'tried yet. Otherwise one of those is to be refreshed first (frescura.ask_upstreams).';
