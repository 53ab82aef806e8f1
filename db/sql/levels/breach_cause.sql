create or replace function frescura.breach_cause(p_view_id bigint, p_from timestamptz, p_to timestamptz,
                                                 p_window interval)
returns text
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with tried as (
    select l.* from frescura.refresh_log l where l.view_id = p_view_id
      and l.created_at between p_from - p_window and p_to
  )
  select case
    when exists (select from tried l where l.reason = 'upstream_failed') then 'upstream'
    when exists (select from tried l where l.status = 'failed' and l.error_code = '55P03'
                 or l.reason = 'long_transaction') then 'lock_wait'
    when exists (select from tried l where l.status = 'failed' or l.reason = 'suspended') then 'failure'
    when exists (select from frescura.refresh_log l
                  where l.view_id = p_view_id and l.status in ('completed', 'running') and l.refresh_started_at < p_to
                    and least(coalesce(l.refresh_completed_at, clock_timestamp()), p_to)
                        - greatest(l.refresh_started_at, p_from) >= (p_to - p_from) / 2) then 'run_time'
    when exists (select from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
                  where (s.view_id = p_view_id or s.view_id is null)
                    and frescura.refreshes_by_clock(s.tier)
                    and r.due_at between p_from - p_window and p_to
                    and r.due_at < r.claimed_at - late.try) then 'queue'
    -- Someone tried just then: the cadence is as long as the target, and each turn comes a moment too late for it.
    when exists (select from frescura.refresh_log l
                  where l.view_id = p_view_id and l.status in ('completed', 'running')
                    and l.refresh_started_at between p_from - late.try and p_from + late.try) then 'queue'
    else 'driver_silence' end
    from (select frescura.setting('late_try')::interval as try) late
$$;

comment on function frescura.breach_cause(bigint, timestamptz, timestamptz, interval) is
'Why a view (id in frescura.views) missed its target from one moment to another, by what the log has from p_window '
'before on: upstream, lock_wait (a refresh waited too long for a lock, or was skipped for a long transaction), '
'failure, run_time (a refresh was under way for half of it or more), queue (a slot taken late, or a cadence as long as '
'the target) or driver_silence (nobody tried).';
