create or replace function frescura.event_delays(p_view text, p_hours integer default 24)
returns table (events bigint, within bigint, waiting_late bigint, p50_ms bigint, p95_ms bigint, p99_ms bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with delays as (
    select 1000 * extract(epoch from coalesce(l.refresh_completed_at, clock_timestamp()) - t.created_at) as ms,
           l.id is null as waits
      from frescura.refresh_triggers t left join frescura.refresh_log l on l.id = t.refresh_id
     where t.view_id = frescura.view_id(p_view) and t.refresh_requested and t.operation <> 'request'
       and t.created_at > clock_timestamp() - make_interval(hours => p_hours)
       and (t.processed_at is null or l.id is not null)
       -- Those of hours that were rolled up are counted in frescura.sla_hourly.
       and t.created_at >= coalesce((select max(h.hour) + interval '1 hour' from frescura.sla_hourly h
                                      where h.view_id = frescura.view_id(p_view)), '-infinity')
  )
  select count(*) filter (where not waits or ms > 600000), count(*) filter (where not waits and ms <= 600000),
         count(*) filter (where waits and ms > 600000),
         (percentile_cont(0.5) within group (order by ms) filter (where not waits))::bigint,
         (percentile_cont(0.95) within group (order by ms) filter (where not waits))::bigint,
         (percentile_cont(0.99) within group (order by ms) filter (where not waits))::bigint
    from delays
$$;

comment on function frescura.event_delays(text, integer) is
'High-impact events of a view (slug or name) written in the last p_hours hours: how many were covered or are overdue, how many became visible within ten minutes of their write, how many wait longer than that, and the delay from write to visible in milliseconds at p50, p95 and p99.';
