create or replace function frescura.keep_admin() returns trigger
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select from old_rows where role = 'admin' and disabled_at is null) then
    return null;
  end if;
  -- One at a time: two admins who demote each other would both see the other still there.
  perform frescura.take_lock(frescura.lock_of('users'), 10);
  if not exists (select from frescura.users where role = 'admin' and disabled_at is null) then
    raise exception 'nobody would be left who may change settings, users and tokens'
      using errcode = 'restrict_violation', hint = 'Make another account admin first.';
  end if;
  return null;
end
$$;

comment on function frescura.keep_admin() is
'Trigger on frescura.users: raises restrict_violation (23001) when the last open account of an admin would be demoted, '
'closed or deleted.';
