comment on table frescura.notifications is
'The outbox: one row per edge of an alert and channel, kept until it is delivered.';
comment on column frescura.notifications.id is 'Key, the same at every repetition.';
comment on column frescura.notifications.channel_id is 'The channel.';
comment on column frescura.notifications.alert_id is 'The alert; null for a test.';
comment on column frescura.notifications.edge is 'opened, closed or test.';
comment on column frescura.notifications.created_at is 'When it was put here.';
comment on column frescura.notifications.next_attempt_at is 'When it is due, again.';
comment on column frescura.notifications.attempts is 'How often it was tried.';
comment on column frescura.notifications.last_error is 'Why the last try failed.';
comment on column frescura.notifications.delivered_at is 'When it was delivered; null until then.';
