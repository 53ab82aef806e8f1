comment on table frescura.capture_failures is
'Events that could not be recorded; the writer''s own transaction went through.';
comment on column frescura.capture_failures.id is 'Key.';
comment on column frescura.capture_failures.source_table is 'Table that was written.';
comment on column frescura.capture_failures.operation is 'insert, update, delete or truncate.';
comment on column frescura.capture_failures.error_code is 'SQLSTATE of the failure.';
comment on column frescura.capture_failures.error_message is 'Its message.';
comment on column frescura.capture_failures.created_at is 'When it happened.';
comment on column frescura.capture_failures.xid is 'Transaction of the write.';
