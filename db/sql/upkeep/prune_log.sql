create or replace function frescura.prune_log(
  p_days integer default frescura.setting('keep_days')::integer, p_batch integer default 5000) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_before timestamptz;
  v_count integer;
begin
  if p_days is null or p_days < 1 then
    raise exception 'the log is kept for at least one day, not %', p_days using errcode = 'invalid_parameter_value';
  end if;
  v_before := date_trunc('hour', clock_timestamp() - make_interval(days => p_days));
  -- The service levels of every whole hour, from where those that are kept end, while their attempts are still there.
  insert into frescura.sla_hourly
         (view_id, hour, observed_seconds, missed_seconds, events, events_missed, on_demand, on_demand_missed)
  select v.id, at.hour, s.observed, s.missed, s.events, s.events - s.within, s.on_demand, s.on_demand_missed
    from frescura.views v
    cross join lateral (
      select coalesce((select max(h.hour) + interval '1 hour' from frescura.sla_hourly h where h.view_id = v.id),
                      (select date_trunc('hour', min(l.created_at)) from frescura.refresh_log l
                        where l.view_id = v.id)) as hour) first
    cross join lateral generate_series(first.hour, v_before - interval '1 hour', interval '1 hour') at (hour)
    cross join lateral frescura.service_levels(v.id, at.hour, at.hour + interval '1 hour') s
  on conflict do nothing;
  with old as (
    select l.id from frescura.refresh_log l
     where l.created_at < v_before and l.status <> 'running'
       -- The last good one is what freshness counts from, however old; and what readers saw when the kept log begins.
       and l.id <> coalesce((select d.id from frescura.refresh_log d
                              where d.view_id = l.view_id and d.status = 'completed'
                              order by d.refresh_started_at desc limit 1), 0)
       and l.id <> coalesce((select d.id from frescura.good_refreshes(l.view_id) d
                              where d.created_at < v_before
                              order by d.refresh_completed_at desc limit 1), 0)
     order by l.id limit p_batch for update skip locked
  ), gone as (
    delete from frescura.refresh_log l using old where l.id = old.id returning l.*
  ), sums as (
    insert into frescura.refresh_hourly as h (view_id, hour, successful, failed, skipped, duration_ms_sum,
                                              duration_ms_max)
    select g.view_id, date_trunc('hour', g.refresh_started_at), count(*) filter (where g.status = 'completed'),
           count(*) filter (where g.status = 'failed'), count(*) filter (where g.status = 'skipped'),
           coalesce(sum(g.refresh_duration_ms) filter (where g.status = 'completed'), 0),
           max(g.refresh_duration_ms) filter (where g.status = 'completed')
      from gone g group by 1, 2
    on conflict (view_id, hour) do update
       set successful = h.successful + excluded.successful, failed = h.failed + excluded.failed,
           skipped = h.skipped + excluded.skipped, duration_ms_sum = h.duration_ms_sum + excluded.duration_ms_sum,
           duration_ms_max = greatest(h.duration_ms_max, excluded.duration_ms_max)
  ), durations as (
    insert into frescura.duration_history as h (view_id, at, mode, refreshes, duration_ms_sum, duration_ms_max)
    select g.view_id, frescura.five_minutes(g.refresh_started_at), coalesce(g.mode, ''), count(*),
           sum(g.refresh_duration_ms), max(g.refresh_duration_ms)
      from gone g where g.status = 'completed' and g.refresh_duration_ms is not null group by 1, 2, 3
    on conflict (view_id, at, mode) do update
       set refreshes = h.refreshes + excluded.refreshes, duration_ms_sum = h.duration_ms_sum + excluded.duration_ms_sum,
           duration_ms_max = greatest(h.duration_ms_max, excluded.duration_ms_max)
  )
  select count(*) into v_count from gone;
  return v_count;
end
$$;

comment on function frescura.prune_log(integer, integer) is
'Removes attempts older than p_days days from the log, at most p_batch at a time, into sums per view and hour '
'(frescura.refresh_hourly, frescura.sla_hourly), from which frescura.refresh_metrics and frescura.sla go on answering, '
'and durations per five minutes (frescura.duration_history). '
'The last completed attempt of a view is kept, and the last one before the rest of the log. Returns how many were '
'removed; call it until that is less than the batch.';
