create or replace function frescura.claim_slot(p_schedule_id bigint, p_due_at timestamptz, p_driver text)
returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into frescura.schedule_runs as r (schedule_id, due_at, driver)
  select s.id, p_due_at, p_driver from frescura.schedules s
   where s.id = p_schedule_id and s.enabled and p_due_at > s.created_at and p_due_at <= clock_timestamp()
     -- Another driver is at what this one reads: after it, not beside it.
     and (s.view_id is null or not frescura.upstream_busy(s.view_id))
     -- A later slot that was taken has made up for this one.
     and not exists (select from frescura.schedule_runs r where r.schedule_id = s.id and r.due_at > p_due_at)
  -- A driver that died between claim and finish must not cost the slot: claim and refresh follow each other at once.
  on conflict (schedule_id, due_at) do update
     set driver = excluded.driver, claimed_at = clock_timestamp()
   where r.completed_at is null
     and r.claimed_at < clock_timestamp() - (
       select frescura.setting(case s.tier when 'verification' then 'verification_claim'
                               else 'slot_claim' end)::interval
         from frescura.schedules s where s.id = r.schedule_id)
     and not exists (
       select from frescura.refresh_log l join frescura.schedules s on s.id = r.schedule_id
        where l.status = 'running' and (s.view_id is null or l.view_id = s.view_id) and frescura.attempt_is_alive(l));
  return found;
end
$$;

comment on function frescura.claim_slot(bigint, timestamptz, text) is
'Takes a slot (schedule, due_at) for a driver: true for the one that comes first, false for everyone after, for a slot '
'in the future, before the schedule was made, or already made up for by a later one, and while what the view reads is '
'busy (frescura.upstream_busy). A slot that was taken two minutes ago, is not finished and has no refresh running was '
'left by a driver that died: it can be taken again. Verifications, which leave no other sign of life, get six hours.';
