create or replace function frescura.wake_downstreams(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set lock_timeout = '1s'
as $$
declare
  v_below constant bigint[] := array(select o.view_id from frescura.downstreams(p_view_id) o);
begin
  insert into frescura.refresh_triggers (view_id, source_table, operation, priority)
  select d.id, (select slug from frescura.views where id = p_view_id), 'request', 'normal'
    from frescura.views d
   where d.id = any (v_below) and d.follows_upstream and d.enabled;

  -- Events of the views above come one step further.
  perform frescura.ask_upstreams(w.view_id)
     from (select distinct t.view_id from frescura.refresh_triggers t
            where t.processed_at is null and t.dead_letter_at is null and t.refresh_requested
              and t.operation <> 'request' and t.view_id <> p_view_id) w
    where exists (select from frescura.upstreams(w.view_id));

  begin
    -- What was skipped because this view had failed need not wait for its next slot.
    update frescura.views d set retry_at = clock_timestamp()
     where d.id = any (v_below) and d.enabled and d.suspended_at is null and d.retry_at is null
       -- Of a chain the next one only, which wakes the one after it; the reason names the view at its head.
       and (select l.reason from frescura.refresh_log l where l.view_id = d.id order by l.created_at desc limit 1)
           = 'upstream_failed'
       and (frescura.skip_reason(d.id, 'cron')).reason is null;
  exception when lock_not_available or deadlock_detected then
    -- Nobody's settings may cost this view its refresh; the others come at their next slot.
    raise warning 'The settings of a view that reads view % are locked, so it waits for its next slot: %', p_view_id,
      sqlerrm;
  end;
end
$$;

comment on function frescura.wake_downstreams(bigint) is
'Asks for a refresh of every view that follows a view (id in frescura.views) instead of a clock, for a try of every '
'view that was skipped because that one had failed, and for the next views through which events of another come '
'(frescura.ask_upstreams); called when that was refreshed. The try is left out, with a warning, where another session '
'holds the row of such a view for a second.';
