comment on table frescura.users is 'People who may sign in.';
comment on column frescura.users.id is 'Key.';
comment on column frescura.users.email is 'Address, unique without regard to case.';
comment on column frescura.users.name is 'Name for people.';
comment on column frescura.users.role is 'admin, cfo, ceo or ops.';
comment on column frescura.users.password_hash is 'argon2id hash.';
comment on column frescura.users.subject is
'Whom an OpenID provider knows it by: issuer#sub; null for one that signs in by password alone.';
comment on column frescura.users.groups is
'Groups that it is in, for frescura.views.seen_by; of one that signs in by a provider those of its claim.';
comment on column frescura.users.created_at is 'When the account was made.';
comment on column frescura.users.disabled_at is 'When it was closed; null while it is open.';

create or replace trigger users_keep_admin_update after update on frescura.users
  referencing old table as old_rows for each statement execute function frescura.keep_admin();
create or replace trigger users_keep_admin_delete after delete on frescura.users
  referencing old table as old_rows for each statement execute function frescura.keep_admin();
create or replace trigger users_end_with_account after update on frescura.users
  for each row execute function frescura.end_with_account();
