create or replace procedure frescura.run_due(
  p_tier text default null, p_driver text default current_user, p_overdue interval default '0')
language plpgsql
as $$
declare
  v_slot record;
  v_work record;
  v_arrived bigint;
  v_id bigint;
  v_ms bigint;
  v_rows bigint;
  v_status text;
  v_shared boolean;
  v_outcomes text[];
  v_ids bigint[];
begin
  -- As a refresh needs it, whatever the session's defaults are; chained, so that it stays so.
  commit;
  set transaction isolation level read committed;
  -- All of one tier in one session, so that a view comes after those it reads.
  for v_slot in select * from frescura.due_slots(p_tier, p_overdue => p_overdue) s where not s.done loop
    if v_slot.problem is not null then
      raise warning 'schedule % cannot be read: %', v_slot.schedule_id, v_slot.problem;
      continue;
    end if;
    -- This session has nothing else to do meanwhile: after what it reads, not at the next call.
    for v_i in 1 .. 600 loop
      exit when v_slot.view_id is null or not frescura.upstream_busy(v_slot.view_id);
      commit and chain;
      perform pg_sleep(0.5);
    end loop;
    continue when not frescura.claim_slot(v_slot.schedule_id, v_slot.due_at, p_driver);
    -- From here on everyone sees it taken.
    commit and chain;

    v_outcomes := '{}';
    v_ids := '{}';
    for v_work in select * from frescura.slot_work(v_slot.schedule_id) loop
      v_id := null;
      if v_work.act = 'verify' then
        begin
          perform frescura.verify(v_work.slug, v_work.sample_percent, p_driver || ':' || v_slot.tier);
          v_status := 'completed';
        exception when others then
          raise warning 'the view % could not be verified: %', v_work.slug, sqlerrm;
          v_status := 'failed';
        end;
      else
        v_arrived := case when v_work.act = 'refresh'
                          then frescura.due_ticket(v_work.view_id, v_slot.due_at) end;
        commit and chain;
        call frescura.refresh_tracked(v_work.slug, case v_work.act when 'drain' then 'event' else 'cron' end,
                                      p_driver || ':' || v_slot.tier, v_arrived, v_id, v_ms, v_rows, v_status,
                                      v_shared);
        v_status := case when v_status = 'completed' and v_shared and v_work.act = 'refresh' then 'covered'
                         else v_status end;
      end if;
      v_outcomes := v_outcomes || v_status;
      v_ids := v_ids || v_id;
      commit and chain;
    end loop;
    perform frescura.finish_slot(v_slot.schedule_id, v_slot.due_at, v_outcomes, v_ids);
    commit and chain;
  end loop;
  perform frescura.heartbeat(p_driver, p_driver);
  commit and chain;
end
$$;

comment on procedure frescura.run_due(text, text, interval) is
'Runs what is due (frescura.due_slots) of a tier, or of all, and for longer than p_overdue: what a driver calls that '
'is nothing but SQL, such as pg_cron or the system''s cron through psql. Claims each slot, so that of all drivers one '
'runs it, and does its work (frescura.slot_work) in one session, each view in transactions of its own. Cannot run '
'inside a transaction block.';
