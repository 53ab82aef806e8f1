create or replace function frescura.event_waits_for(p_event frescura.refresh_triggers) returns text
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when p_event.processed_at is not null or not p_event.refresh_requested then null
    when p_event.dead_letter_at is not null then 'dead_letter'
    when exists (select from frescura.refresh_log l
                  where l.view_id = v.id and l.status = 'running' and frescura.attempt_is_alive(l))
                    then 'running_refresh'
    when not v.enabled then 'enabling'
    when v.suspended_at is not null then 'resuming'
    when frescura.skip_reason(v.id, 'event') is not null then 'upstream'
    when p_event.attempts > 0 then 'retry'
    else 'event_refresh' end
    from frescura.views v where v.id = p_event.view_id
$$;

comment on function frescura.event_waits_for(frescura.refresh_triggers) is
'What an event of frescura.refresh_triggers waits for: dead_letter (too many refreshes failed, nothing asks for it any '
'more), running_refresh (one runs; that or the next brings it), enabling (its view is switched off), resuming (its '
'view is suspended), upstream (a view that its view reads failed or is suspended), retry (a refresh for it failed, and '
'another is to come), event_refresh (the one that it asked for); null once it was taken in.';
