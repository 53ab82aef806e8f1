-- With the rights of whoever asks, as if he read the log itself.
create or replace view frescura.ended_refreshes with (security_invoker = true) as
  select view_id, refresh_started_at as at, created_at, false as is_sum,
         (status = 'completed')::integer as successful, (status = 'failed')::integer as failed,
         case when status = 'completed' then refresh_duration_ms else 0 end as duration_ms_sum,
         case when status = 'completed' then refresh_duration_ms end as duration_ms_max
    from frescura.refresh_log
   where status in ('completed', 'failed')
  union all
  select view_id, hour, hour, true, successful, failed, duration_ms_sum, duration_ms_max
    from frescura.refresh_hourly
   where successful + failed > 0;

comment on view frescura.ended_refreshes is
'Refreshes that ended, well or not: each that is in frescura.refresh_log, and what is kept of pruned ones as sums per '
'hour (is_sum, by the start of the hour). Functions that count refreshes count from here.';
comment on column frescura.ended_refreshes.view_id is 'The view.';
comment on column frescura.ended_refreshes.at is 'When it began; of a sum the start of the hour.';
comment on column frescura.ended_refreshes.created_at is 'When its row was written; of a sum the start of the hour.';
comment on column frescura.ended_refreshes.is_sum is 'Whether it stands for all that were pruned of an hour.';
comment on column frescura.ended_refreshes.successful is 'How many completed.';
comment on column frescura.ended_refreshes.failed is 'How many failed.';
comment on column frescura.ended_refreshes.duration_ms_sum is 'Durations of the completed ones together, in ms.';
comment on column frescura.ended_refreshes.duration_ms_max is 'Longest of them, in milliseconds.';

grant select on frescura.ended_refreshes to public;
