create or replace function frescura.strategy_delta(
  p_view oid, p_run boolean, out rank integer, out obstacle text, out in_place boolean, out keys bigint)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set jit = off
-- A policy that hides rows from us would pass for rows that are gone: PostgreSQL refuses instead.
set row_security = off
as $$
declare
  v_id bigint := frescura.managed_by(p_view);
  v_done record;
begin
  in_place := true;
  if v_id is null then
    rank := 90;
    obstacle := 'not_managed';
    return;
  end if;
  rank := 1;
  obstacle := frescura.rebuild_reason(v_id, false);
  if not p_run or obstacle is not null then
    return;
  end if;
  perform frescura.check_managed(p_view);
  if frescura.definition(p_view) is distinct from (select v.definition from frescura.views v where v.id = v_id) then
    obstacle := 'definition_changed';
    return;
  end if;
  begin
    perform set_config('frescura.applies', p_view::text, true);
    execute frescura.apply_query(p_view, false) into v_done
      using (select t.baseline_snapshot from frescura.tracking t where t.view_id = v_id), frescura.keys_max(p_view);
    perform set_config('frescura.applies', '', true);
  exception when data_exception or integrity_constraint_violation or cardinality_violation then
    -- A lookup may fail where the definition does not, and a table that somebody spoiled stand in its own way.
    raise warning 'the view % could not be refreshed by keys: %', p_view::regclass, sqlerrm;
    obstacle := 'delta_failed';
    return;
  end;
  keys := v_done.keys;
  if v_done.whole then
    obstacle := 'whole_source_changed';
  elsif v_done.many then
    obstacle := 'too_many_keys';
  end if;
end
$$;

comment on function frescura.strategy_delta(oid, boolean) is
'The strategy delta of frescura.refresh_mode, for a managed table (its oid): recomputes in place the keys that its '
'ledger has since the baseline. keys: how many. Obstacles: not_managed (it is a materialized view), those of '
'frescura.rebuild_reason, too_many_keys (frescura.keys_max), delta_failed (it raised an error that may '
'be its own). Where one shows as it runs, nothing is written.';
