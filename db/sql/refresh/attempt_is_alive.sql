create or replace function frescura.attempt_is_alive(p_attempt frescura.refresh_log) returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- A pid alone proves nothing: the system uses it again, and a pool keeps sessions alive after their work failed.
  -- So the session must be the same one, hold or await a lock (or have announced itself just now), and have begun no
  -- other attempt since.
  select exists (
    select from pg_stat_activity a
     where a.pid = p_attempt.backend_pid
       and (a.backend_start is null or a.backend_start = p_attempt.backend_start)
       and (p_attempt.created_at > clock_timestamp() - interval '5 seconds'
            or frescura.holds_lock(a.pid))
       and not exists (select from frescura.refresh_log o
                        where o.status = 'running' and o.backend_pid = a.pid and o.id > p_attempt.id)
  )
$$;

comment on function frescura.attempt_is_alive(frescura.refresh_log) is
'Whether the session that runs an attempt of frescura.refresh_log still exists and still works at it.';
