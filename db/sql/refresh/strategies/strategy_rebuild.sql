create or replace function frescura.strategy_rebuild(
  p_view oid, p_run boolean, out rank integer, out obstacle text, out in_place boolean)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set jit = off
set row_security = off
as $$
declare
  v_id bigint := frescura.managed_by(p_view);
begin
  in_place := true;
  if v_id is null then
    rank := 91;
    obstacle := 'not_managed';
    return;
  end if;
  rank := 2;
  if p_run then
    perform frescura.check_managed(p_view);
    perform set_config('frescura.applies', p_view::text, true);
    -- Not emptied and filled: TRUNCATE keeps readers out, and shows an empty table to those with an older snapshot.
    execute frescura.apply_query(p_view, true);
    perform set_config('frescura.applies', '', true);
    update frescura.view_strategies set rebuild = null where view_id = v_id and rebuild is not null;
  end if;
end
$$;

comment on function frescura.strategy_rebuild(oid, boolean) is
'The strategy rebuild of frescura.refresh_mode, for a managed table (its oid): computes its definition whole and '
'writes what differs, while readers go on. Possible whenever delta is not.';
