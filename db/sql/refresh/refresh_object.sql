create or replace function frescura.refresh_object(
  p_view oid, inout mode text, inout mode_reason text, out mode_detail jsonb,
  out rows_affected bigint, out rows_inserted bigint, out rows_deleted bigint,
  out keys bigint, out rows_written bigint, out rows_hot bigint)
language plpgsql volatile
as $$
declare
  v_inserted bigint := pg_stat_get_xact_tuples_inserted(p_view);
  v_deleted bigint := pg_stat_get_xact_tuples_deleted(p_view);
  v_updated bigint := pg_stat_get_xact_tuples_updated(p_view);
  v_hot bigint := pg_stat_get_xact_tuples_hot_updated(p_view);
  v_managed bigint := frescura.managed_by(p_view);
  v_in_place boolean;
  v_obstacle text;
begin
  loop
    begin
      execute format('select s.in_place, s.obstacle, (to_jsonb(s) ->> ''keys'')::bigint from frescura.%I($1, true) s',
                     'strategy_' || mode)
        into v_in_place, v_obstacle, keys using p_view;
      exit when v_obstacle is null;
      -- It showed only as it ran, and nothing is written yet.
      mode := 'rebuild';
      mode_reason := v_obstacle;
      -- What was taken back is counted by PostgreSQL all the same.
      v_inserted := pg_stat_get_xact_tuples_inserted(p_view);
      v_deleted := pg_stat_get_xact_tuples_deleted(p_view);
      v_updated := pg_stat_get_xact_tuples_updated(p_view);
      v_hot := pg_stat_get_xact_tuples_hot_updated(p_view);
    exception when feature_not_supported or object_not_in_prerequisite_state then
      -- A definition that failed itself, say over an unpopulated view: to go on plainly would only lock readers out.
      if v_managed is not null or mode = 'plain'
         or (sqlstate = '55000' and mode = (frescura.refresh_mode(p_view)).mode) then
        raise;
      end if;
      -- An index that changed meanwhile, or a key that PostgreSQL cannot join by: readers wait, but the view is fresh.
      mode := 'plain';
      mode_reason := 'refused';
      mode_detail := jsonb_build_object('sqlstate', sqlstate, 'message', sqlerrm);
    end;
  end loop;
  if v_in_place then
    rows_inserted := pg_stat_get_xact_tuples_inserted(p_view) - v_inserted;
    rows_deleted := pg_stat_get_xact_tuples_deleted(p_view) - v_deleted;
  end if;
  if v_managed is not null then
    v_updated := pg_stat_get_xact_tuples_updated(p_view) - v_updated;
    rows_hot := pg_stat_get_xact_tuples_hot_updated(p_view) - v_hot;
    rows_written := rows_inserted + rows_deleted + v_updated;
    if mode = 'delta' then
      -- Told by what it did, since to count would read all of it.
      select l.rows_affected + refresh_object.rows_inserted - refresh_object.rows_deleted into rows_affected
        from frescura.tracking t join frescura.refresh_log l on l.id = t.baseline_refresh_id
       where t.view_id = v_managed;
    end if;
    -- As a concurrent refresh does it, a changed row is removed and written.
    rows_inserted := rows_inserted + v_updated;
    rows_deleted := rows_deleted + v_updated;
  end if;
  -- MAINTAIN alone (PostgreSQL 17) lets a role refresh what it may not read.
  if rows_affected is null and has_table_privilege(p_view, 'select') then
    execute format('select count(*) from %s', p_view::regclass) into rows_affected;
  end if;
end
$$;

comment on function frescura.refresh_object(oid, text, text) is
'Refreshes a materialized view (its oid) in the mode given, a strategy of frescura.refresh_mode; where PostgreSQL '
'refuses that for a reason that frescura.refresh_mode cannot foresee, plainly, with reason and detail. Returns the '
'mode it ran in, with the rows of the view after (null for a role that may not read them) and those that a refresh '
'in place wrote and removed; of a managed table also the keys that a delta recomputed, the rows written in all, and '
'how many of the changed ones without touching an index (HOT). Raises whatever the refresh raises; logs nothing.';
