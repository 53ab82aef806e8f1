create or replace function frescura.leave_behind(p_attempt frescura.refresh_log, p_events bigint[]) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  if p_events = '{}' then
    return;
  end if;
  -- Through what nobody looks after it may never come: tried as often as an event whose refresh fails.
  update frescura.refresh_triggers t
     set attempts = t.attempts + 1,
         last_error = format('It comes through %s, of which nobody knows what it contains.', b.relation),
         dead_letter_at = case when t.attempts + 1 >= v.event_attempts_max then clock_timestamp() end
    from frescura.views v,
         lateral (select min(s.step ->> 'relation') as relation
                    from jsonb_array_elements(p_attempt.lineage) s (step)
                   where s.step ->> 'unknown' = 'unregistered') b
   where t.id = any (p_events) and v.id = t.view_id and b.relation is not null and p_attempt.trigger_type = 'event'
     and not exists (select from frescura.lagging_upstreams(t.view_id, t));
  perform frescura.ask_upstreams(p_attempt.view_id);
end
$$;

comment on function frescura.leave_behind(frescura.refresh_log, bigint[]) is
'Sees to the events that a good refresh of their view claimed and could not take in, since a materialized view '
'between lacks them: asks for that one''s refresh (frescura.ask_upstreams). One that comes through a view that is not '
'registered is tried as often as one whose refresh fails, and then set aside.';
