create or replace function frescura.visible(
  p_view text, p_receipt text, out visible boolean, out state text, out refresh_id bigint, out visible_at timestamptz)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_parts text[] := regexp_match(p_receipt, '^r2\.(\d{1,10})\.(\d{1,19})\.');
  v_xid xid8;
  v_status text;
begin
  if not frescura.is_receipt(p_receipt)
     or v_parts[1]::oid <> (select oid from pg_database where datname = current_database()) then
    raise exception 'the receipt "%" is not one of this database', left(p_receipt, 80)
      using errcode = 'invalid_parameter_value',
        hint = 'Take it from frescura.receipt() inside the writing transaction.';
  end if;
  v_xid := v_parts[2]::xid8;
  begin
    -- Null for a transaction so old that its end is not kept: it ended, and every later refresh knows how.
    v_status := coalesce(pg_xact_status(v_xid), 'committed');
  exception when invalid_parameter_value then
    -- Only the server knows which is the next: a snapshot ends at the last that was completed.
    raise exception 'the receipt "%" names a transaction that has not begun', left(p_receipt, 80)
      using errcode = 'invalid_parameter_value',
        hint = 'Take it from frescura.receipt() inside the writing transaction.';
  end;
  visible := false;
  if v_status <> 'committed' then
    state := case v_status when 'aborted' then 'rolled_back' else 'in_progress' end;
    return;
  end if;
  -- Of all refreshes that contain it the first, so that the answer stays the same.
  select l.id, l.refresh_completed_at into refresh_id, visible_at
    from frescura.first_containing(v_view_id, v_xid) l;
  visible := refresh_id is not null;
  state := case when visible then 'visible' else 'waiting' end;
end
$$;

comment on function frescura.visible(text, text) is
'Whether a view (slug or name) contains what the transaction of a receipt wrote. state: visible (with the refresh that '
'brought it and when that ended), waiting, in_progress (the writer has not committed) or rolled_back. Raises '
'invalid_parameter_value for a receipt that frescura.receipt did not give.';
