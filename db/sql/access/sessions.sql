comment on table frescura.sessions is
'What people are signed in with: a row for each, by whose id alone a cookie opens anything.';
comment on column frescura.sessions.id is 'Key; the cookie carries it, encrypted and signed.';
comment on column frescura.sessions.user_id is 'Whose it is.';
comment on column frescura.sessions.address is 'Address that signed in, where it can be known.';
comment on column frescura.sessions.agent is 'What the browser called itself then.';
comment on column frescura.sessions.created_at is 'When it began; its absolute limit counts from here.';
comment on column frescura.sessions.seen_at is 'When it was last used, to the minute; its idle limit counts from here.';
comment on column frescura.sessions.authenticated_at is 'When the person last showed who he is.';
comment on column frescura.sessions.ended_at is 'When it was ended; null while only its limits end it.';
comment on column frescura.sessions.end_reason is
'signed_out (there), ended (by a person elsewhere), or closed, password, role (with what it stood for).';
