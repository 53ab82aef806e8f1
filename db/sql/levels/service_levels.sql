create or replace function frescura.service_levels(
  p_view_id bigint, p_from timestamptz, p_to timestamptz,
  out observed numeric, out missed numeric,
  out events bigint, out within bigint, out waiting_late bigint,
  out events_p50_ms bigint, out events_p95_ms bigint, out events_p99_ms bigint,
  out on_demand bigint, out on_demand_missed bigint,
  out on_demand_p50_ms bigint, out on_demand_p95_ms bigint, out on_demand_p99_ms bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with promised as (
    select 1000 * extract(epoch from frescura.setting('high_impact_delay')::interval) as delay_ms,
           1000 * extract(epoch from frescura.setting('on_demand_duration')::interval) as duration_ms
  ), span as (
    select coalesce(sum(extract(epoch from s.ended_at - s.began_at)), 0) as observed,
           coalesce(sum(s.late_seconds), 0) as missed
      from frescura.staleness(p_view_id, p_from, p_to) s
  ), delay as (
    select 1000 * extract(epoch from coalesce(l.refresh_completed_at, clock_timestamp()) - t.created_at) as ms,
           l.id is null as waits
      from frescura.refresh_triggers t left join frescura.refresh_log l on l.id = t.refresh_id
     where t.view_id = p_view_id and t.refresh_requested and t.operation <> 'request'
       and t.created_at >= p_from and t.created_at < p_to and (t.processed_at is null or l.id is not null)
  ), event as (
    select count(*) filter (where not waits or ms > p.delay_ms) as events,
           count(*) filter (where not waits and ms <= p.delay_ms) as within,
           count(*) filter (where waits and ms > p.delay_ms) as waiting_late,
           percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ms) filter (where not waits) as p
      from promised p left join delay on true
  ), asked as (
    select count(*) as n,
           count(*) filter (where l.refresh_duration_ms > p.duration_ms or l.status = 'failed') as missed,
           percentile_cont(array[0.5, 0.95, 0.99]) within group (order by l.refresh_duration_ms) as p
      from promised p cross join frescura.refresh_log l
     where l.view_id = p_view_id and l.trigger_type = 'manual' and l.status in ('completed', 'failed')
       and l.created_at >= p_from and l.created_at < p_to
  )
  select s.observed, s.missed,
         e.events, e.within, e.waiting_late, e.p[1]::bigint, e.p[2]::bigint, e.p[3]::bigint,
         a.n, a.missed, a.p[1]::bigint, a.p[2]::bigint, a.p[3]::bigint
    from span s cross join event e cross join asked a
$$;

comment on function frescura.service_levels(bigint, timestamptz, timestamptz) is
'What the log says of the promises for a view (id in frescura.views) in an interval. observed: for how many seconds '
'readers saw data of a known age; missed: for how many of them it was late by the targets. High-impact events written '
'in it: those that were covered or are overdue (events), that became visible in time (within), that wait for longer '
'than that (waiting_late), and the delay from write to visible at p50, p95 and p99. on_demand: refreshes on demand '
'that ended, those that failed or took too long (on_demand_missed), and their durations.';
