create or replace procedure frescura.run_due(
  p_tier text default null, p_driver text default current_user, p_minutes integer default 60)
language plpgsql
as $$
declare
  v_due record;
  v_view record;
  v_slot timestamptz;
  v_arrived bigint;
  v_id bigint;
  v_last bigint;
  v_ms bigint;
  v_rows bigint;
  v_status text;
  v_shared boolean;
  v_outcome text;
  v_rank constant text[] := '{nothing_waiting,skipped,covered,completed,failed}';
begin
  -- All of one tier in one session, so that a view comes after those it reads.
  for v_due in
    select s.id, s.tier, s.cron, s.time_zone, s.view_id, s.created_at, v.slug
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
        left join frescura.graph() g on g.view_id = s.view_id
     where s.enabled and coalesce(v.enabled, true) and (p_tier is null or s.tier = p_tier)
     -- Audits last: they take long, and nobody waits for them.
     order by s.tier = 'audit', g.depth nulls last, s.view_id nulls last, s.id
  loop
    begin
      v_slot := frescura.latest_slot(v_due.cron, v_due.time_zone, clock_timestamp(), p_minutes);
    exception when invalid_parameter_value then
      raise warning 'schedule % (% in %) cannot be read: %', v_due.id, v_due.cron, v_due.time_zone, sqlerrm;
      continue;
    end;
    continue when v_slot is null or v_slot <= v_due.created_at;
    -- Another driver is at what this one reads: after it, not beside it.
    for v_i in 1 .. 600 loop
      exit when v_due.view_id is null or not frescura.upstream_busy(v_due.view_id);
      commit;
      perform pg_sleep(0.5);
    end loop;
    continue when not frescura.claim_slot(v_due.id, v_slot, p_driver);
    -- From here on everyone sees it taken.
    commit;

    v_outcome := 'nothing_waiting';
    v_last := null;
    for v_view in
      select w.view_id, w.slug, 'event' as kind from frescura.waiting_views() w
       where v_due.tier = 'events' and (v_due.view_id is null or w.view_id = v_due.view_id)
      union all
      select v.id, v.slug, 'cron' from frescura.graph() g join frescura.views v on v.id = g.view_id
       where v_due.tier not in ('events', 'audit') and v.enabled and (v_due.view_id is null or v.id = v_due.view_id)
    loop
      v_arrived := case when v_view.kind = 'cron' then frescura.due_ticket(v_view.view_id, v_due.id, v_slot) end;
      commit;
      call frescura.refresh_tracked(v_view.slug, v_view.kind, p_driver || ':' || v_due.tier, v_arrived, v_id, v_ms,
                                    v_rows, v_status, v_shared);
      v_status := case when v_status = 'completed' and v_shared then 'covered' else v_status end;
      if array_position(v_rank, v_status) > array_position(v_rank, v_outcome) then
        v_outcome := v_status;
        v_last := v_id;
      end if;
    end loop;
    for v_view in
      select a.slug, a.sample_percent from frescura.verifiable(v_due.view_id) a where v_due.tier = 'audit'
    loop
      begin
        perform frescura.verify(v_view.slug, v_view.sample_percent, p_driver || ':audit');
        v_outcome := case when v_outcome = 'failed' then 'failed' else 'completed' end;
      exception when others then
        raise warning 'the view % could not be audited: %', v_view.slug, sqlerrm;
        v_outcome := 'failed';
      end;
      commit;
    end loop;
    perform frescura.finish_slot(v_due.id, v_slot, v_outcome, v_last);
    commit;
  end loop;
  perform frescura.heartbeat(p_driver, p_driver);
  commit;
end
$$;

comment on procedure frescura.run_due(text, text, integer) is
'What a driver that is nothing but SQL calls, such as pg_cron or the system''s cron through psql: runs the schedules '
'of a tier (null: of all) whose latest slot in their own time zone began less than the given minutes (default 60) ago '
'and is not taken yet, those that others read first. Claims each slot, so that of all drivers one runs it. The tier '
'audit compares views with their definitions instead, as frescura.verifiable chooses them, each in a transaction of '
'its own. Cannot run inside a transaction block.';
