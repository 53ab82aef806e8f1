create or replace function frescura.next_look(
  p_within interval default frescura.setting('sleep_max')::interval,
  out look_at timestamptz, out cause text, out seconds double precision)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  -- What waits and was tried is tried again by the events tier; with nothing waiting that tier need not come.
  v_wait constant boolean := exists (
    select from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
     where t.processed_at is null and t.refresh_requested and t.dead_letter_at is null and v.enabled
       and v.suspended_at is null);
  v_times record;
  v_slot timestamptz;
begin
  select d.at, d.cause into look_at, cause from (
    select v_now + p_within as at, 'bound' as cause
    union all
    select v_now, 'events' where exists (
      select from frescura.waiting_views() w join frescura.refresh_triggers t on t.view_id = w.view_id
       where t.processed_at is null and t.refresh_requested and t.dead_letter_at is null and t.attempts = 0)
    union all
    select v_now, 'slot' from frescura.due_slots() s
     where not s.done and s.problem is null and (s.tier <> 'events' or v_wait)
    union all
    select s.start_at, 'target' from frescura.starts(v_now, false) s
     where s.start_at > v_now and exists (select from frescura.schedules t where t.tier = 'targets' and t.enabled)
    union all
    select v.retry_at, 'retry' from frescura.views v where v.enabled and v.suspended_at is null
    union all
    select n.next_attempt_at, 'notification'
      from frescura.notifications n join frescura.channels c on c.id = n.channel_id
     where n.delivered_at is null and c.enabled
    union all
    -- What a process that dies meanwhile leaves behind is taken over by then.
    select v_now + frescura.setting('slot_claim')::interval, 'running'
     where exists (select from frescura.refresh_log l where l.status = 'running')
        or exists (select from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
                    where r.completed_at is null and s.enabled)) d
   where d.at is not null order by d.at limit 1;
  -- Never in the past: whoever is asked for the wait waits.
  look_at := greatest(look_at, v_now);
  for v_times in
    select distinct s.cron, s.time_zone from frescura.schedules s left join frescura.views v on v.id = s.view_id
     where s.enabled and coalesce(v.enabled, true) and (s.tier <> 'events' or v_wait) and s.tier <> 'targets'
       and (s.tier <> 'verification' or exists (select from frescura.verifiable(s.view_id)))
  loop
    exit when look_at <= v_now;
    begin
      v_slot := frescura.next_slot(v_times.cron, v_times.time_zone, v_now, look_at - v_now);
      if v_slot < look_at then
        look_at := v_slot;
        cause := 'slot';
      end if;
    exception when invalid_parameter_value then
      -- Which one cannot be read, the driver says as it looks for what is due.
      continue;
    end;
  end loop;
  seconds := extract(epoch from look_at - v_now);
end
$$;

comment on function frescura.next_look(interval) is
'When a driver that sleeps while nothing is due has to look again, at most p_within (setting sleep_max) from now: '
'look_at, seconds from now by the database''s clock, and cause: slot (a clock time of a schedule; of the events '
'tier only while events wait), target (a view that has to begin then, for its target), events (some wait untried), '
'retry, notification (one to be told again), running (a refresh or a claim that its process may leave behind), '
'bound. Pruning has no deadline: it is done at whatever look comes.';
