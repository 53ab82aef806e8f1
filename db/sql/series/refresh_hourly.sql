comment on table frescura.refresh_hourly is 'What is kept of pruned attempts: sums per view and hour.';
comment on column frescura.refresh_hourly.view_id is 'The view.';
comment on column frescura.refresh_hourly.hour is 'Start of the hour.';
comment on column frescura.refresh_hourly.successful is 'Attempts that completed.';
comment on column frescura.refresh_hourly.failed is 'Attempts that failed.';
comment on column frescura.refresh_hourly.skipped is 'Attempts that were skipped.';
comment on column frescura.refresh_hourly.duration_ms_sum is
'Durations of the completed ones together, in milliseconds.';
comment on column frescura.refresh_hourly.duration_ms_max is 'Longest of them, in milliseconds.';
