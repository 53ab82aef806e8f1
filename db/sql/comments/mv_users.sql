comment on table public.mv_users is 'People who may sign in.';
comment on column public.mv_users.id is 'Key.';
comment on column public.mv_users.email is 'Address, unique without regard to case.';
comment on column public.mv_users.name is 'Name for people.';
comment on column public.mv_users.role is 'admin, cfo, ceo or ops.';
comment on column public.mv_users.password_hash is 'argon2id hash.';
comment on column public.mv_users.created_at is 'When the account was made.';
comment on column public.mv_users.disabled_at is 'When it was closed; null while it is open.';
