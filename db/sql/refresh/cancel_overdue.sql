create or replace function frescura.cancel_overdue(p_view_id bigint default null) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_attempt record;
  v_count integer := 0;
begin
  for v_attempt in
    select l.backend_pid, l.id, v.run_seconds_max from frescura.refresh_log l join frescura.views v on v.id = l.view_id
     where l.status = 'running' and (p_view_id is null or l.view_id = p_view_id)
       and l.created_at < clock_timestamp() - make_interval(secs => v.run_seconds_max)
       and frescura.attempt_is_alive(l)
  loop
    begin
      -- The attempt itself records how it ended, and takes the reason from here.
      update frescura.refresh_log
         set error_message = format('The refresh ran longer than the %s seconds that its view allows (run_seconds_max).',
                                    v_attempt.run_seconds_max)
       where id = v_attempt.id and status = 'running';
      v_count := v_count + pg_cancel_backend(v_attempt.backend_pid)::integer;
    exception when insufficient_privilege then
      raise warning 'The refresh % runs longer than its view allows, and % may not cancel it.', v_attempt.id, current_user
        using hint = 'Cancel it as its own role, or grant pg_signal_backend.';
    end;
  end loop;
  return v_count;
end
$$;

comment on function frescura.cancel_overdue(bigint) is
'Cancels every tracked refresh that has run longer than run_seconds_max of its view, waiting for its turn included; with an id of frescura.views, those of that view only. Returns how many. Called by frescura.reap.';
