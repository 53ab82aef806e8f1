comment on table frescura.views is 'The registry: materialized views that Frescura looks after.';
comment on column frescura.views.id is 'Key; the id of the view''s lock in frescura.locks.';
comment on column frescura.views.slug is 'Name in addresses and commands.';
comment on column frescura.views.title is 'Name for people.';
comment on column frescura.views.schema_name is 'Schema of the materialized view.';
comment on column frescura.views.view_name is 'Name of the materialized view.';
comment on column frescura.views.view_oid is
'Object that the name stood for at the last refresh; tells a renamed view from a recreated one.';
comment on column frescura.views.sla_seconds is 'Up to this age, in seconds, the view is fresh.';
comment on column frescura.views.stale_seconds is 'Up to this age, in seconds, it is stale; beyond, very stale.';
comment on column frescura.views.time_zone is 'Business time zone, IANA name.';
comment on column frescura.views.enabled is 'Whether schedules and events refresh it; on demand always works.';
comment on column frescura.views.lock_timeout_ms is 'How long a refresh waits for a lock on the view, in milliseconds.';
comment on column frescura.views.run_seconds_max is 'Longest a refresh may run, in seconds.';
comment on column frescura.views.on_long_transaction is
'What a plain refresh does while a transaction that has been open for longer than lock_timeout_ms holds the view: wait '
'(in the queue for up to lock_timeout_ms, with every reader that comes meanwhile behind it) or skip (nobody queues; '
'logged with who holds it).';
comment on column frescura.views.event_attempts_max is 'After so many failed attempts an event is set aside.';
comment on column frescura.views.created_at is 'When it was registered.';
comment on column frescura.views.updated_at is 'When its settings last changed.';
comment on column frescura.views.skip_unchanged is
'Whether a scheduled refresh is skipped when the ledger proves that nothing is pending.';
comment on column frescura.views.read_policy is
'Where reads go when the view is stale, broken or missing: serve (the view as it is), live, base (its definition over '
'the sources), fail.';
comment on column frescura.views.definition is
'Its definition at the last refresh, to serve reads from the sources when the view is gone.';
comment on column frescura.views.failures_max is 'So many scheduled failures in a row suspend the view.';
comment on column frescura.views.retry_seconds is
'Wait before the first retry of a scheduled failure, in seconds; it doubles with each.';
comment on column frescura.views.retry_at is 'When the next retry is due.';
comment on column frescura.views.suspended_at is 'When it was suspended; null while it is scheduled.';
comment on column frescura.views.follows_upstream is 'Whether a refresh of a view that it reads asks for its own.';
comment on column frescura.views.pending_amount_max is
'Most money that may be missing from the view; above, alerts tell. Null: no limit. Needs tracked sources with an '
'amount.';
comment on column frescura.views.pending_currency is
'Currency of pending_amount_max, ISO 4217. What is pending in other currencies does not count; what has none counts as '
'this one. Null: the limit is a number without a currency, and so is what counts.';
comment on column frescura.views.seen_by is
'Who sees it, beside admins: role:<role> and group:<name of a group of accounts>; null: everybody. Set by '
'frescura.set_seen_by, judged by frescura.hidden_views.';
