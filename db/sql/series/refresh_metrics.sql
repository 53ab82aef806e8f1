-- Not from frescura.ended_refreshes: who may read this need not be allowed to read the log.
create or replace view frescura.refresh_metrics as
  select hour,
         sum(successful + failed)::bigint as total_refreshes,
         sum(successful)::bigint as successful,
         sum(failed)::bigint as failed,
         round(sum(duration_ms_sum) / nullif(sum(successful), 0))::bigint as avg_duration_ms,
         max(duration_ms_max)::bigint as max_duration_ms
    from (
      select date_trunc('hour', l.refresh_started_at) as hour, (l.status = 'completed')::integer as successful,
             (l.status = 'failed')::integer as failed,
             case when l.status = 'completed' then l.refresh_duration_ms else 0 end as duration_ms_sum,
             case when l.status = 'completed' then l.refresh_duration_ms end as duration_ms_max
        from frescura.refresh_log l
       where l.status in ('completed', 'failed')
      union all
      select h.hour, h.successful, h.failed, h.duration_ms_sum, h.duration_ms_max
        from frescura.refresh_hourly h
       where h.successful + h.failed > 0
    ) ended
   group by hour
   order by hour desc;

comment on view frescura.refresh_metrics is
'Ended refreshes of all views per hour, newest first. Hours without a refresh have no row. One view: '
'frescura.refresh_metrics_of.';
comment on column frescura.refresh_metrics.hour is 'Start of the hour in which the refreshes began.';
comment on column frescura.refresh_metrics.total_refreshes is
'Refreshes that ended, well or not; skipped and running ones are not among them.';
comment on column frescura.refresh_metrics.successful is 'Those that completed.';
comment on column frescura.refresh_metrics.failed is 'Those that failed.';
comment on column frescura.refresh_metrics.avg_duration_ms is 'Mean duration of the completed ones, in milliseconds.';
comment on column frescura.refresh_metrics.max_duration_ms is 'Longest duration of a completed one, in milliseconds.';
