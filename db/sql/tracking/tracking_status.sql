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
    execute format('select exists (select from frescura.%I where whole and xid >= pg_snapshot_xmin($1) and not '
                   'pg_visible_in_snapshot(xid, $1) order by xid offset 0)',
                   'ledger_' || p_view_id) into v_whole using baseline;
    exact := not v_whole;
    reason := case when v_whole then 'whole_source_changed' end;
  end if;
end
$$;

comment on function frescura.tracking_status(bigint) is
'Whether it is known what a tracked view (id in frescura.views) lacks, as frescura.baseline_status tells it; and '
'exact: moreover by key, so that the live view can recompute just those. reason, otherwise: those of '
'frescura.baseline_status, and whole_source_changed.';
