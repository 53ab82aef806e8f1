comment on table frescura.refresh_log is 'One row per attempt to refresh a view.';
comment on column frescura.refresh_log.id is 'Key.';
comment on column frescura.refresh_log.view_name is
'Name of the view, as it was then; with its schema unless that is public.';
comment on column frescura.refresh_log.status is 'running, completed, failed or skipped.';
comment on column frescura.refresh_log.trigger_type is 'What asked: cron, event, manual, test.';
comment on column frescura.refresh_log.triggered_by is 'Who asked.';
comment on column frescura.refresh_log.rows_affected is 'Rows of the view after the refresh.';
comment on column frescura.refresh_log.error_message is
'Message of the failure, without its detail, which may quote rows.';
comment on column frescura.refresh_log.refresh_started_at is
'Moment as of which the data is: the start of the refresh.';
comment on column frescura.refresh_log.refresh_completed_at is 'When it ended; null while it runs.';
comment on column frescura.refresh_log.refresh_duration_ms is 'How long it took, in milliseconds.';
comment on column frescura.refresh_log.duration_ms is 'The same as refresh_duration_ms.';
comment on column frescura.refresh_log.created_at is
'When the row was written; for a tracked refresh, when it was announced.';
comment on column frescura.refresh_log.view_id is 'The view.';
comment on column frescura.refresh_log.view_oid is 'The object that was refreshed; a recreated view has another.';
comment on column frescura.refresh_log.mode is
'How it was done: concurrent: readers passed; plain: readers waited; delta: by keys, in place; rebuild: all of it, in '
'place.';
comment on column frescura.refresh_log.strategy is
'The strategy chosen for the view then: full or delta; null in rows of before there were any.';
comment on column frescura.refresh_log.keys is 'Keys that a delta recomputed.';
comment on column frescura.refresh_log.rows_written is
'Of a managed table: rows inserted, changed and deleted; null for a materialized view.';
comment on column frescura.refresh_log.rows_hot is
'Of the rows that it changed those that no index was touched for (HOT).';
comment on column frescura.refresh_log.mode_reason is
'Why it was plain: unpopulated, no_unique_index, no_temporary, refused (by PostgreSQL, as mode_detail has it) or '
'converted (made anew as a materialized view); why it was a rebuild: too_many_keys, delta_failed, or those of '
'frescura.rebuild_reason.';
comment on column frescura.refresh_log.mode_detail is 'Of a concurrent refresh that was refused: sqlstate, message.';
comment on column frescura.refresh_log.reason is
'Why it was skipped: nothing_pending, suspended, upstream_failed or long_transaction.';
comment on column frescura.refresh_log.reason_detail is
'Of upstream_failed: view, the slug of the one that failed. Of long_transaction: pid (0 for a prepared one), role, and '
'application (the name of a prepared one).';
comment on column frescura.refresh_log.error_code is 'SQLSTATE of the failure.';
comment on column frescura.refresh_log.rows_inserted is 'Rows that a concurrent refresh wrote; null for a plain one.';
comment on column frescura.refresh_log.rows_deleted is
'Rows that a concurrent refresh removed; a changed row is removed and written.';
comment on column frescura.refresh_log.events_covered is 'High-impact events that this refresh answered.';
comment on column frescura.refresh_log.start_ticket is
'Its place in the queue of requests and refreshes; see frescura.ticket().';
comment on column frescura.refresh_log.snapshot is 'The baseline of the view from then on.';
comment on column frescura.refresh_log.backend_pid is 'Process of the session that ran it.';
comment on column frescura.refresh_log.backend_start is
'Start of that session, without which the process number proves nothing.';
comment on column frescura.refresh_log.cancelled_by is 'Who asked to cancel it.';
comment on column frescura.refresh_log.wal_bytes is
'What its session wrote to the WAL for it; null where that cannot be known (frescura.note_wal).';
comment on column frescura.refresh_log.data_as_of is
'Of a good refresh the moment as of which its data is, to the roots: its start, or that of the oldest refresh among '
'the materialized views below. -infinity where that is not known; null counts as its start.';
comment on column frescura.refresh_log.lineage is
'What it saw of the materialized views below, through any depth (frescura.lineage); null where there are none.';
comment on column frescura.refresh_log.view_version is
'Version of the view''s row in the catalog after it: where it is another one, somebody else refreshed the view since.';
comment on column frescura.refresh_log.definition_digest is
'Fingerprint of what the definition calls and of the plain views in it (frescura.definition_digest).';
