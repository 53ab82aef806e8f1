comment on table frescura.tokens is 'Bearer tokens of the API; only their SHA-256 is kept.';
comment on column frescura.tokens.id is 'Key.';
comment on column frescura.tokens.name is 'What it is for; unique, without regard to case, among those not revoked.';
comment on column frescura.tokens.role is 'admin, cfo, ceo or ops.';
comment on column frescura.tokens.scopes is 'What it may be used for, within its role: read, refresh, admin.';
comment on column frescura.tokens.views is
'Ids of the views that it is limited to, among those that its role sees; null: all of these.';
comment on column frescura.tokens.prefix is 'Its first characters, to recognise it by.';
comment on column frescura.tokens.token_hash is 'SHA-256 of the token, in hex.';
comment on column frescura.tokens.user_id is
'Whose it is, with whose account it ends; null where the command line made it.';
comment on column frescura.tokens.created_by is 'Who made it.';
comment on column frescura.tokens.created_at is 'When it was made.';
comment on column frescura.tokens.expires_at is 'From when on it works no more.';
comment on column frescura.tokens.last_used_at is 'When it was last used, to the minute.';
comment on column frescura.tokens.revoked_at is 'When it was revoked; null while it works.';
