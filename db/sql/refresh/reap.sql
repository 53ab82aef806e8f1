create or replace function frescura.reap(p_view_id bigint default null) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_attempt record;
  v_dead record;
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
         set error_message = format('The refresh ran longer than the %s seconds that its view allows '
                                    '(run_seconds_max).',
                                    v_attempt.run_seconds_max)
       where id = v_attempt.id and status = 'running';
      perform pg_cancel_backend(v_attempt.backend_pid);
    exception when insufficient_privilege then
      raise warning 'The refresh % runs longer than its view allows, and % may not cancel it.', v_attempt.id,
        current_user
        using hint = 'Cancel it as its own role, or grant pg_signal_backend.';
    end;
  end loop;
  for v_dead in
    select l.id, l.view_id, l.trigger_type, l.cancelled_by is not null as cancelled,
           case when l.cancelled_by is not null then format('The refresh was cancelled by %s.', l.cancelled_by)
                when l.backend_start < pg_postmaster_start_time()
                then 'The database server restarted while this refresh ran.'
                else format('The database session that ran this refresh (pid %s) is gone: it was terminated, or its '
                            'client died.', l.backend_pid)
           end as cause
      from frescura.refresh_log l
     where l.status = 'running' and (p_view_id is null or l.view_id = p_view_id)
       and not frescura.attempt_is_alive(l)
     order by l.id
       for update skip locked
  loop
    update frescura.refresh_log l
       set status = 'failed', error_code = case when v_dead.cancelled then '57014' else '57P01' end,
           error_message = v_dead.cause, refresh_completed_at = clock_timestamp(),
           refresh_duration_ms = round(1000 * extract(epoch from clock_timestamp() - l.refresh_started_at))
     where l.id = v_dead.id;
    if not v_dead.cancelled then
      perform frescura.record_outcome(v_dead.view_id, 'failed', v_dead.trigger_type);
    end if;
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function frescura.reap(bigint) is
'Ends attempts that should have ended, all or those of the view with that id in frescura.views. One that has run '
'longer than run_seconds_max of its view, waiting for its turn included, is cancelled. One that is logged as running '
'though its session is gone is marked as failed (57P01, or 57014 when someone cancelled it): its events wait for the '
'next refresh, since the claim went with the session, and a scheduled one is tried again like any that failed. Returns '
'how many were marked.';
