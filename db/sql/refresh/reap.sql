create or replace function frescura.reap(p_view_id bigint default null) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_dead record;
  v_count integer := 0;
begin
  perform frescura.cancel_overdue(p_view_id);
  for v_dead in
    select l.id, l.view_id, l.trigger_type, l.cancelled_by is not null as cancelled,
           case when l.cancelled_by is not null then format('The refresh was cancelled by %s.', l.cancelled_by)
                when l.backend_start < pg_postmaster_start_time()
                then 'The database server restarted while this refresh ran.'
                else format('The database session that ran this refresh (pid %s) is gone: it was terminated, or its client died.', l.backend_pid)
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
'Marks as failed (57P01, or 57014 when someone cancelled it) every attempt that is logged as running though its session is gone; with an id of frescura.views, those of that view only. Returns how many; their events wait for the next refresh, since the claim went with the session, and a scheduled one is tried again like any that failed. Cancels those that run too long (frescura.cancel_overdue).';
