create or replace function frescura.record_outcome(p_view_id bigint, p_status text, p_trigger_type text) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set lock_timeout = '1s'
as $$
declare
  v frescura.views;
  v_failures bigint;
begin
  select * into strict v from frescura.views where id = p_view_id;
  if p_status = 'completed' then
    if v.suspended_at is not null or v.retry_at is not null then
      update frescura.views set suspended_at = null, retry_at = null where id = p_view_id;
    end if;
  elsif p_status = 'failed' and p_trigger_type in ('cron', 'event') then
    v_failures := frescura.failures_in_a_row(p_view_id);
    update frescura.views
       set suspended_at = case when v_failures >= failures_max then coalesce(suspended_at, clock_timestamp())
                               else suspended_at end,
           retry_at = case when v_failures < failures_max then clock_timestamp() + frescura.spread(least(
             make_interval(secs => retry_seconds * 2 ^ least(v_failures - 1, 20)),
             frescura.setting('retry_max')::interval)) end
     where id = p_view_id;
  elsif p_status = 'cancelled' and v.retry_at is not null then
    update frescura.views set retry_at = null where id = p_view_id;
  elsif p_status = 'held' and p_trigger_type in ('cron', 'event') then
    -- Nothing failed, and whoever holds the view may let go soon.
    update frescura.views set retry_at = clock_timestamp() + frescura.spread(frescura.setting('held_retry')::interval)
     where id = p_view_id;
  end if;
exception when lock_not_available or deadlock_detected then
  -- Whoever holds the row of the view must cost neither the record of the attempt nor a wait: the next one tries again.
  raise warning 'The settings of view % are locked, so its next try was not set: %', v.slug, sqlerrm;
end
$$;

comment on function frescura.record_outcome(bigint, text, text) is
'Draws the consequences of an ended refresh of a view (id in frescura.views): a completed one ends suspension and '
'retries; a cancelled one ends retries; a failed scheduled one sets the time of the next try (retry_seconds, doubling) '
'or, at failures_max in a row, suspends the view; a scheduled one that was held back by a long transaction (held) is '
'tried again soon. Gives up with a warning where another session holds the row of the view for a second.';
