create or replace function frescura.alert_when_events_waiting()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select t.view_id, jsonb_build_object('events', count(*), 'oldest_at', min(t.created_at))
    from frescura.refresh_triggers t
   where t.processed_at is null and t.refresh_requested
     and t.created_at < clock_timestamp() - (select frescura.setting('high_impact_delay')::interval)
   group by t.view_id
$$;

comment on function frescura.alert_when_events_waiting() is
'Views whose high-impact events have waited for longer than promised (frescura.setting: high_impact_delay); in detail: '
'how many, and since when the oldest.';
