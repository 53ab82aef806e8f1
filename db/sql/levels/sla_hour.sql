create or replace function frescura.sla_hour(p_view_id bigint, p_hour timestamptz)
returns frescura.sla_hourly
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with span as (
    select l.observed, l.missed from frescura.lateness(p_view_id, p_hour, p_hour + interval '1 hour') l
  ), event as (
    select extract(epoch from l.refresh_completed_at - t.created_at) as seconds
      from frescura.refresh_triggers t left join frescura.refresh_log l on l.id = t.refresh_id
     where t.view_id = p_view_id and t.refresh_requested and t.operation <> 'request'
       and t.created_at >= p_hour and t.created_at < p_hour + interval '1 hour'
       and (t.processed_at is null or l.id is not null)
  ), asked as (
    select l.status = 'failed' or l.refresh_duration_ms > 5000 as missed from frescura.refresh_log l
     where l.view_id = p_view_id and l.trigger_type = 'manual' and l.status in ('completed', 'failed')
       and l.created_at >= p_hour and l.created_at < p_hour + interval '1 hour'
  )
  select p_view_id, p_hour,
         (select observed from span), (select missed from span),
         (select count(*) from event), (select count(*) from event where seconds is null or seconds > 600),
         (select count(*) from asked), (select count(*) from asked where missed)
$$;

comment on function frescura.sla_hour(bigint, timestamptz) is
'The service levels of a view (id in frescura.views) in the hour that begins at a moment, from the log, as frescura.sla_hourly keeps them.';
