create or replace function frescura.cancel(p_refresh_id bigint, p_by text default current_user) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  l frescura.refresh_log;
begin
  select * into l from frescura.refresh_log where id = p_refresh_id and status = 'running';
  if l.id is null or not frescura.attempt_is_alive(l) then
    return false;
  end if;
  -- Whoever holds the row keeps the attempt from ending: the signal cannot hit what its session does next.
  update frescura.refresh_log set cancelled_by = p_by where id = p_refresh_id and status = 'running';
  if not found then
    return false;
  end if;
  return pg_cancel_backend(l.backend_pid);
end
$$;

comment on function frescura.cancel(bigint, text) is
'Cancels a running refresh (id in frescura.refresh_log) and keeps who asked; it then ends as failed with 57014, and '
'the view stays as it was. Returns whether it was running. Needs the role of the session that refreshes, or '
'pg_signal_backend.';
