comment on table frescura.alert_holds is
'Conditions that have to last before they are alerts, from the first look that found them on.';
comment on column frescura.alert_holds.kind is 'As in frescura.alerts.';
comment on column frescura.alert_holds.view_id is 'The view; null for the whole.';
comment on column frescura.alert_holds.since is 'When it was first seen.';
