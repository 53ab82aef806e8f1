create or replace function frescura.tracking_status(
  p_view_id bigint, out known boolean, out exact boolean, out reason text, out baseline pg_snapshot)
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_whole boolean;
begin
  select v.known, v.reason, v.baseline into known, reason, baseline from frescura.baseline_status(p_view_id) v;
  exact := false;
  if known then
    -- The live view asks this of its ledger itself.
    execute 'select ' || frescura.whole_query(p_view_id, '$1') into v_whole using baseline;
    exact := not v_whole;
    reason := case when v_whole then 'whole_source_changed' end;
  end if;
end
$$;

comment on function frescura.tracking_status(bigint) is
'Whether it is known what a tracked view (id in frescura.views) lacks, as frescura.baseline_status tells it; and '
'exact: moreover by key, so that the live view can recompute just those. reason, otherwise: those of '
'frescura.baseline_status, and whole_source_changed. Raises what a lookup raises.';
