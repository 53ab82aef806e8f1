create or replace function public.mv_nothing_pending(p_view_id bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_state record;
  v_pending boolean;
begin
  select * into v_state from public.mv_live_state(p_view_id);
  if not v_state.known then
    return false;
  end if;
  execute format('select exists (select from public.%I where xid >= pg_snapshot_xmin($1) and not pg_visible_in_snapshot(xid, $1))', 'mv_ledger_' || p_view_id)
    into v_pending using v_state.vouched;
  return not v_pending;
end
$$;

comment on function public.mv_nothing_pending(bigint) is
'Whether it is proven that a view (id in mv_views) contains every committed write to its sources: it is tracked, its capture never failed, and its ledger holds nothing newer.';
