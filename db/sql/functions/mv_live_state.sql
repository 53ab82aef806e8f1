create or replace function public.mv_live_state(
  p_view_id bigint, out known boolean, out exact boolean, out reason text, out vouched pg_snapshot)
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_whole boolean;
begin
  select v.known, v.reason, v.vouched into known, reason, vouched from public.mv_vouching(p_view_id) v;
  exact := false;
  if known then
    -- The live view asks this of its ledger itself.
    execute format('select exists (select from public.%I where whole and xid >= pg_snapshot_xmin($1) and not pg_visible_in_snapshot(xid, $1) order by xid offset 0)',
                   'mv_ledger_' || p_view_id) into v_whole using vouched;
    exact := not v_whole;
    reason := case when v_whole then 'whole_source_changed' end;
  end if;
end
$$;

comment on function public.mv_live_state(bigint) is
'Whether it is known what a tracked view (id in mv_views) lacks, as mv_vouching tells it; and exact: moreover by key, so that the live view can recompute just those. reason, otherwise: those of mv_vouching, and whole_source_changed.';

revoke all on function public.mv_live_state(bigint) from public;
