comment on table frescura.alerts is
'Conditions that someone should know of, from the edge at which they began to that at which they ended.';
comment on column frescura.alerts.id is 'Key.';
comment on column frescura.alerts.view_id is 'The view; null for the whole.';
comment on column frescura.alerts.kind is 'Which, as frescura.alert_conditions() names it.';
comment on column frescura.alerts.detail is 'Facts at the edge.';
comment on column frescura.alerts.opened_at is 'When it began.';
comment on column frescura.alerts.closed_at is 'When it ended; null while it lasts.';
comment on column frescura.alerts.acknowledged_at is 'When someone took note.';
comment on column frescura.alerts.acknowledged_by is 'Who.';
