create or replace function frescura.pending_of(p_view_id bigint)
returns table (known boolean, reason text, class text, currency text, transactions bigint, keys bigint, rows bigint,
               amount numeric, oldest_at timestamptz)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_state record;
begin
  select * into v_state from frescura.tracking_status(p_view_id);
  if v_state.known and exists (select from frescura.gone_columns(p_view_id)) then
    -- Nothing was missed so far, but no write can be recorded any more.
    v_state.known := false;
    v_state.reason := 'renamed';
  elsif v_state.known and not frescura.untouched(p_view_id) then
    -- Another hand may have brought back what was before the baseline.
    v_state.known := false;
    v_state.reason := 'refreshed_by_others';
  end if;
  if v_state.known then
    return query select * from frescura.pending_since(p_view_id, v_state.baseline, v_state.reason);
    return;
  end if;
  if v_state.reason = 'not_tracked' then
    v_state.reason := frescura.chain_unknown(p_view_id);
    if v_state.reason is null then
      return query select * from frescura.pending_of_chain(p_view_id);
      return;
    end if;
  end if;
  return query select false, v_state.reason, null::text, null::text, null::bigint, null::bigint, null::bigint,
    null::numeric, null::timestamptz;
end
$$;

comment on function frescura.pending_of(bigint) is
'What a tracked view, or one that reads nothing but tracked ones (id in frescura.views), does not contain yet, as '
'frescura.pending tells it; raises where that cannot be asked.';
