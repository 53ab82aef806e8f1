create or replace function frescura.refresh_object(
  p_view oid, inout mode text, inout mode_reason text, out mode_detail jsonb,
  out rows_affected bigint, out rows_inserted bigint, out rows_deleted bigint)
language plpgsql volatile
as $$
declare
  v_name text;
  v_inserted bigint := pg_stat_get_xact_tuples_inserted(p_view);
  v_deleted bigint := pg_stat_get_xact_tuples_deleted(p_view);
begin
  select format('%I.%I', n.nspname, c.relname) into strict v_name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = p_view;
  if mode = 'concurrent' then
    begin
      execute format('refresh materialized view concurrently %s', v_name);
      rows_inserted := pg_stat_get_xact_tuples_inserted(p_view) - v_inserted;
      rows_deleted := pg_stat_get_xact_tuples_deleted(p_view) - v_deleted;
    exception when feature_not_supported or object_not_in_prerequisite_state then
      mode := (frescura.refresh_mode(p_view)).mode;
      if mode = 'concurrent' and sqlstate = '55000' then
        -- The definition itself failed, say over an unpopulated view: a plain refresh would only lock readers out.
        raise;
      end if;
      -- An index that changed meanwhile, or a key that PostgreSQL cannot join by: readers wait, but the view is fresh.
      mode := 'plain';
      mode_reason := 'refused';
      mode_detail := jsonb_build_object('sqlstate', sqlstate, 'message', sqlerrm);
    end;
  end if;
  if mode = 'plain' then
    execute format('refresh materialized view %s', v_name);
  end if;
  -- MAINTAIN alone (PostgreSQL 17) lets a role refresh what it may not read.
  if has_table_privilege(p_view, 'select') then
    execute format('select count(*) from %s', v_name) into rows_affected;
  end if;
end
$$;

comment on function frescura.refresh_object(oid, text, text) is
'Refreshes a materialized view (its oid) in the mode given, concurrent or plain; where PostgreSQL refuses the '
'concurrent one for a reason that frescura.refresh_mode cannot foresee, plainly, with reason and detail. Returns the '
'mode it ran in, with the rows of the view after (null for a role that may not read them) and those that a concurrent '
'refresh wrote and removed. Raises whatever the refresh raises; logs nothing.';
