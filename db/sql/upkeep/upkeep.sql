create or replace procedure frescura.upkeep(p_driver text default current_user)
language plpgsql
as $$
declare
  v_slug text;
  v_id bigint;
  v_ms bigint;
  v_rows bigint;
  v_status text;
  v_shared boolean;
  v_silent boolean := coalesce((select max(seen_at) < clock_timestamp() - frescura.setting('driver_gap')::interval
                                  from frescura.drivers),
                               true);
begin
  perform frescura.reap();
  perform frescura.import_cron_failures();
  -- Judged before this driver is seen: a time without any would otherwise end unseen.
  perform frescura.check_alerts();
  perform frescura.heartbeat(p_driver, p_driver);
  commit;
  -- What was missed while nobody drove: such a driver is not called again for a slot that has passed.
  if v_silent then
    call frescura.run_due(null, p_driver, 1440);
  end if;
  for v_i in 1 .. 1000 loop
    v_slug := null;
    select slug into v_slug from frescura.claim_retry();
    commit;
    exit when v_slug is null;
    call frescura.refresh_tracked(v_slug, 'cron', p_driver || ':retry', null, v_id, v_ms, v_rows, v_status, v_shared);
  end loop;
  perform frescura.prune_log();
  commit;
end
$$;

comment on procedure frescura.upkeep(text) is
'What a driver that is nothing but SQL calls every minute beside frescura.run_due: ends attempts whose session is '
'gone, takes over failures of pg_cron, judges the alerts (which the application tells), makes up for slots missed in '
'the last day when no driver was seen for three minutes, tries failed views again, and prunes a batch of the log. '
'Cannot run inside a transaction block.';
