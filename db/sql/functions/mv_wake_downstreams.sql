create or replace function public.mv_wake_downstreams(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set lock_timeout = '1s'
as $$
begin
  insert into public.mv_refresh_triggers (view_id, source_table, operation, priority)
  select d.id, (select slug from public.mv_views where id = p_view_id), 'request', 'normal'
    from public.mv_views d
   where d.follows_upstream and d.enabled and p_view_id in (select u.view_id from public.mv_upstreams(d.id) u);

  begin
    -- What was skipped because this view had failed need not wait for its next slot.
    update public.mv_views d set retry_at = clock_timestamp()
     where d.enabled and d.suspended_at is null and d.retry_at is null
       -- Of a chain the next one only, which wakes the one after it; the reason names the view at its head.
       and (select l.reason from public.mv_refresh_log l where l.view_id = d.id order by l.created_at desc limit 1)
           like 'upstream_failed:%'
       and p_view_id in (select u.view_id from public.mv_upstreams(d.id) u)
       and public.mv_skip_reason(d.id, 'cron') is null;
  exception when lock_not_available or deadlock_detected then
    -- Nobody's settings may cost this view its refresh; the others come at their next slot.
    raise warning 'The settings of a view that reads view % are locked, so it waits for its next slot: %', p_view_id, sqlerrm;
  end;
end
$$;

comment on function public.mv_wake_downstreams(bigint) is
'Asks for a refresh of every view that follows a view (id in mv_views) instead of a clock, and for a try of every view that was skipped because that one had failed; called when that was refreshed. The try is left out, with a warning, where another session holds the row of such a view for a second.';
