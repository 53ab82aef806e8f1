create or replace function frescura.nothing_pending(p_view_id bigint) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_state record;
  v_pending boolean;
begin
  select * into v_state from frescura.baseline_status(p_view_id);
  if not v_state.known or not frescura.untouched(p_view_id) then
    return false;
  end if;
  execute format('select exists (select from frescura.%I where xid >= pg_snapshot_xmin($1) and not '
                 'pg_visible_in_snapshot(xid, $1))', 'ledger_' || p_view_id)
    into v_pending using v_state.baseline;
  return not v_pending;
end
$$;

comment on function frescura.nothing_pending(bigint) is
'Whether it is proven that a view (id in frescura.views) contains every committed write to its sources: it is '
'tracked, its capture never failed, no other hand refreshed it since, and its ledger holds nothing newer.';
