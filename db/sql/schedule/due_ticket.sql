create or replace function frescura.due_ticket(p_view_id bigint, p_due_at timestamptz) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_early interval;
begin
  -- Waits for a refresh that runs: only once it has ended does the log say since when its data is.
  perform frescura.lock_view(p_view_id);
  -- Begun for a target just before the slot, it need not run again for a cron that comes again in time anyway. Who asks
  -- for midnight means midnight.
  select case when bool_and(frescura.next_slot(s.cron, s.time_zone, r.due_at, make_interval(secs => v.sla_seconds))
                            is not null)
              then frescura.setting('slot_early')::interval else interval '0' end into v_early
    from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
    join frescura.views v on v.id = p_view_id
   where r.due_at = p_due_at and r.completed_at is null and (s.view_id = v.id or s.view_id is null)
     and frescura.refreshes_by_clock(s.tier);
  return (
    select coalesce(max(l.start_ticket), 0) from frescura.refresh_log l
     where l.view_id = p_view_id
       and (l.refresh_started_at < p_due_at - case when l.triggered_by like '%:targets' then v_early
                                                   else interval '0' end
            -- What failed for somebody else is no answer: the slot is there to try again.
            or (l.status = 'failed' and l.trigger_type <> 'cron')));
end
$$;

comment on function frescura.due_ticket(bigint, timestamptz) is
'The ticket with which a slot that was due at p_due_at asks for a refresh of a view (id in frescura.views): one '
'that began at or after that moment answers it, whoever asked for that one; or, begun for a target, up to '
'slot_early (frescura.setting) before, where the schedules due then come again within the SLA. So two schedules due '
'at the same moment cost one refresh, or one failure, and a slot whose work was done by hand meanwhile costs none.';
