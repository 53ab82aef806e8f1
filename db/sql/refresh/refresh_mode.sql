create or replace function frescura.refresh_mode(p_view oid, out mode text, out reason text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_prefix constant text := 'strategy_';
  v_name text;
  v_rank integer;
  v_obstacle text;
  v_best integer;
  v_first integer;
begin
  for v_name in
    select substr(p.proname, length(c_prefix) + 1) from pg_proc p
     -- As a pattern that the planner knows, so that the catalog's index by name answers: health asks for each view.
     where p.pronamespace = 'frescura'::regnamespace and p.proname like 'strategy\_%'
  loop
    execute format('select s.rank, s.obstacle from frescura.%I($1, false) s', c_prefix || v_name)
      into v_rank, v_obstacle using p_view;
    if v_obstacle is null and (v_best is null or v_rank < v_best) then
      mode := v_name;
      v_best := v_rank;
    elsif v_obstacle is not null and (v_first is null or v_rank < v_first) then
      reason := v_obstacle;
      v_first := v_rank;
    end if;
  end loop;
  -- What stands in the way of a worse one than that chosen is of no interest.
  if v_first > v_best then
    reason := null;
  end if;
end
$$;

comment on function frescura.refresh_mode(oid) is
'How a materialized view (its oid) would be refreshed now: mode, the strategy of the lowest rank that is possible, and '
'the obstacle of a better one as reason, if any. A strategy is a function frescura.strategy_<mode>(view, run): asked '
'with run false it returns its rank and the code of what stands in its way, null where nothing does; with true it '
'refreshes, and says by in_place whether it writes and removes rows in the view as it is.';
