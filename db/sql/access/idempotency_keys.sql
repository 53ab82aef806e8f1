comment on table frescura.idempotency_keys is
'Answers to requests that carried an Idempotency-Key, for a day, so that one that comes again is answered alike.';
comment on column frescura.idempotency_keys.caller is 'Who asked: user:<id> or token:<id>.';
comment on column frescura.idempotency_keys.key is 'The key that the caller chose.';
comment on column frescura.idempotency_keys.fingerprint is 'SHA-256 of method, address, preference and body.';
comment on column frescura.idempotency_keys.claimed_at is 'When it was first asked.';
comment on column frescura.idempotency_keys.status is 'HTTP status of the answer; null while it is under way.';
comment on column frescura.idempotency_keys.headers is 'Its headers.';
comment on column frescura.idempotency_keys.body is 'Its body.';
