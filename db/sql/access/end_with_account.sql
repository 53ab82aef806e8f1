create or replace function frescura.end_with_account() returns trigger
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_reason constant text := case
    when new.disabled_at is not null and old.disabled_at is null then 'closed'
    when new.password_hash is distinct from old.password_hash then 'password'
    when new.role <> old.role then 'role' end;
begin
  if v_reason is null then
    return null;
  end if;
  update frescura.sessions set ended_at = clock_timestamp(), end_reason = v_reason
   where user_id = new.id and ended_at is null;
  -- A token ends with its maker, and with his right to have any; a password is not what it stands on.
  if new.disabled_at is not null or new.role <> 'admin' then
    update frescura.tokens set revoked_at = clock_timestamp() where user_id = new.id and revoked_at is null;
  end if;
  return null;
end
$$;

comment on function frescura.end_with_account() is
'Trigger on frescura.users: closing an account, another password or another role ends its sessions for good, and with '
'the account, or its being an admin, end the tokens that it made. Opening it again revives none.';
