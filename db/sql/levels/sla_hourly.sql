comment on table frescura.sla_hourly is
'What is kept of the service levels of hours whose attempts were pruned, per view: frescura.sla answers from it.';
comment on column frescura.sla_hourly.view_id is 'The view.';
comment on column frescura.sla_hourly.hour is 'Start of the hour.';
comment on column frescura.sla_hourly.observed_seconds is
'Seconds of the hour in which readers saw data of a known age.';
comment on column frescura.sla_hourly.missed_seconds is
'Those of them in which it was older than the SLA that the view then had.';
comment on column frescura.sla_hourly.events is 'High-impact events written in the hour.';
comment on column frescura.sla_hourly.events_missed is
'Those that became visible later than ten minutes after their write, or not at all.';
comment on column frescura.sla_hourly.on_demand is 'Refreshes on demand that ended.';
comment on column frescura.sla_hourly.on_demand_missed is 'Those that failed or took more than five seconds.';
