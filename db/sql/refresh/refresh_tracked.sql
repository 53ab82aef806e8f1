create or replace procedure frescura.refresh_tracked(
  p_view text, p_trigger_type text default 'manual', p_triggered_by text default current_user,
  p_arrived bigint default null,
  inout refresh_id bigint default null, inout duration_ms bigint default null,
  inout rows_affected bigint default null, inout status text default null,
  inout shared boolean default null)
language plpgsql
as $$
declare
  v_view_id bigint;
  v_arrived bigint;
  v_row frescura.refresh_log;
begin
  perform frescura.begin_wal();
  -- As a refresh needs it, whatever the session's defaults are; chained, so that it stays so.
  commit;
  set transaction isolation level read committed;
  v_view_id := frescura.view_id(p_view);
  v_arrived := coalesce(p_arrived, frescura.ticket());
  perform frescura.check_trigger_type(p_trigger_type);
  loop
    perform frescura.lock_view(v_view_id);
    perform frescura.reap(v_view_id);
    v_row := frescura.shared_refresh(v_view_id, v_arrived);
    exit when v_row.id is not null;
    insert into frescura.refresh_log (view_id, view_oid, view_name, status, trigger_type, triggered_by,
                                       refresh_started_at, backend_pid, backend_start)
    select v.id, v.view_oid, frescura.display_name(v.schema_name, v.view_name), 'running', p_trigger_type,
           coalesce(p_triggered_by, current_user), clock_timestamp(), pg_backend_pid(),
           (select a.backend_start from pg_stat_activity a where a.pid = pg_backend_pid())
      from frescura.views v where v.id = v_view_id
    on conflict (view_id) where refresh_log.status = 'running' do nothing
    returning id into refresh_id;
    -- Everyone sees it run from here on, and a killed backend leaves a row for the reaper.
    commit and chain;
    if refresh_id is not null then
      perform pg_notify('frescura', json_build_object('refresh', refresh_id)::text);
      v_row := frescura.refresh_attempt(v_view_id, refresh_id, p_trigger_type, p_triggered_by);
      shared := false;
      exit;
    end if;
    -- Another session has announced its refresh and is about to take the lock just given up.
    perform pg_sleep(0.01);
  end loop;
  shared := coalesce(shared, true);
  refresh_id := v_row.id;
  duration_ms := v_row.refresh_duration_ms;
  rows_affected := v_row.rows_affected;
  status := v_row.status;
  commit and chain;
  if not shared then
    perform frescura.end_wal(refresh_id);
  end if;
end
$$;

comment on procedure frescura.refresh_tracked(text, text, text, bigint, bigint, bigint, bigint, text, boolean) is
'Like the function frescura.refresh, but in two transactions: the attempt is visible as running at once, and outlives '
'a killed backend as failed. For drivers: call frescura.refresh_tracked(''slug'', ''cron'', ''me''). p_arrived is a '
'ticket of frescura.ticket() taken when the request came in. Cannot run inside a transaction block. Returns '
'refresh_id, duration_ms, rows_affected, status, and shared: whether another request''s refresh answered.';
