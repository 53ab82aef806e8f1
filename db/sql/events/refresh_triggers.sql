comment on table frescura.refresh_triggers is
'High-impact events: writes that should reach a view sooner than the clock would bring them.';
comment on column frescura.refresh_triggers.id is 'Key.';
comment on column frescura.refresh_triggers.view_id is 'The view; by default universal transactions.';
comment on column frescura.refresh_triggers.source_table is 'Table that was written.';
comment on column frescura.refresh_triggers.source_key is 'Key of the written row.';
comment on column frescura.refresh_triggers.operation is
'insert, update, delete, truncate, or request for one made by hand.';
comment on column frescura.refresh_triggers.amount is 'Largest amount of the row, before or after.';
comment on column frescura.refresh_triggers.currency is 'Currency of that amount; null where the source tells none.';
comment on column frescura.refresh_triggers.priority is 'critical or normal.';
comment on column frescura.refresh_triggers.refresh_requested is 'Whether the event asks for a refresh.';
comment on column frescura.refresh_triggers.created_at is 'When the write happened.';
comment on column frescura.refresh_triggers.xid is 'Transaction of the write.';
comment on column frescura.refresh_triggers.processed_at is
'When a refresh that began after the write covered it; null while it waits.';
comment on column frescura.refresh_triggers.refresh_id is 'The refresh that covered it.';
comment on column frescura.refresh_triggers.attempts is 'Failed event refreshes so far.';
comment on column frescura.refresh_triggers.last_error is 'Message of the last of them.';
comment on column frescura.refresh_triggers.dead_letter_at is 'When it was set aside after too many attempts.';
