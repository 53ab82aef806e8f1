create or replace function frescura.pending(p_view text)
returns table (known boolean, reason text, class text, currency text, transactions bigint, keys bigint, rows bigint,
               amount numeric, oldest_at timestamptz, error_code text, error_message text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
begin
  -- A function gives all its rows or none: what fails halfway has told nothing.
  return query select p.*, null::text, null::text from frescura.pending_of(v_view_id) p;
exception when others then
  -- One view that cannot be asked must not stop whoever asks about all of them.
  return query select false, 'failed', null::text, null::text, null::bigint, null::bigint, null::bigint, null::numeric,
    null::timestamptz, sqlstate, sqlerrm;
end
$$;

comment on function frescura.pending(text) is
'What a tracked view (slug or name) does not contain yet, per class (high_impact, normal) and currency: transactions '
'(source rows), keys of the view, rows of the ledger, amount (the latest of each source row) and the time of the '
'oldest. No rows: nothing. One row with known = false and the reason where it cannot be told (see '
'frescura.tracking_status, frescura.chain_unknown; refreshed_by_others until the next refresh), or failed where it '
'cannot be asked, with the SQLSTATE and message of why. Never fewer than there are; at times more. A whole source '
'emptied counts as one transaction; how many keys it had is not known.';
