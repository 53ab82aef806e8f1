comment on table frescura.money_hourly is
'How much money was missing from views that have a limit on it (pending_amount_max), sampled by frescura.check_alerts: '
'frescura.sla answers from it.';
comment on column frescura.money_hourly.view_id is 'The view.';
comment on column frescura.money_hourly.hour is 'Start of the hour.';
comment on column frescura.money_hourly.sampled_at is 'Latest look in the hour.';
comment on column frescura.money_hourly.observed_seconds is
'Seconds of the hour between looks; a pause of over money_gap (frescura.setting) is not observed.';
comment on column frescura.money_hourly.missed_seconds is
'Those of them after a look that found more missing than the limit.';
comment on column frescura.money_hourly.amount_max is 'Most that a look found missing.';
comment on column frescura.money_hourly.over is 'Whether the latest look found more than the limit.';
