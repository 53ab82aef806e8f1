create or replace procedure public.mv_upkeep(p_driver text default current_user)
language plpgsql
as $$
declare
  v_slug text;
  v_id bigint;
  v_ms bigint;
  v_rows bigint;
  v_status text;
  v_shared boolean;
  v_silent boolean := coalesce((select max(seen_at) < clock_timestamp() - interval '3 minutes' from public.mv_drivers), true);
begin
  perform public.mv_reap();
  perform public.mv_import_cron_failures();
  -- Judged before this driver is seen: a time without any would otherwise end unseen.
  perform public.mv_check_alerts();
  perform public.mv_driver_seen(p_driver, p_driver);
  commit;
  -- What was missed while nobody drove: such a driver is not called again for a slot that has passed.
  if v_silent then
    call public.mv_run_due(null, p_driver, 1440);
  end if;
  for v_i in 1 .. 1000 loop
    v_slug := null;
    select slug into v_slug from public.mv_claim_retry();
    commit;
    exit when v_slug is null;
    call public.mv_refresh_tracked(v_slug, 'cron', p_driver || ':retry', null, v_id, v_ms, v_rows, v_status, v_shared);
  end loop;
  perform public.mv_prune_log();
  commit;
end
$$;

comment on procedure public.mv_upkeep(text) is
'What a driver that is nothing but SQL calls every minute beside mv_run_due: ends attempts whose session is gone, takes over failures of pg_cron, judges the alerts (which the application tells), makes up for slots missed in the last day when no driver was seen for three minutes, tries failed views again, and prunes a batch of the log. Cannot run inside a transaction block.';
