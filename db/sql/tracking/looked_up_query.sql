create or replace function frescura.looked_up_query(p_view_id bigint, p_baseline text default null) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_keys text := (select string_agg('k' || n, ', ' order by n)
                    from frescura.tracking t, generate_subscripts(t.key_columns, 1) n where t.view_id = p_view_id);
  -- Beside it the row that has the baseline: read where the ledger is, and so by each parallel worker for itself.
  v_ledger text := format('frescura.%I d', 'ledger_' || p_view_id)
    || case when p_baseline is null then format(' join frescura.tracking t on t.view_id = %s', p_view_id) else '' end;
begin
  -- A lookup is asked when the view is read: a row that joins today may not have been there when the ledger was
  -- written.
  return (
    select string_agg(format(
             'select x.* from (select distinct d.source_key from %1$s where d.source_id = %2$s '
             'and d.xid >= pg_snapshot_xmin(%3$s) and not pg_visible_in_snapshot(d.xid, %3$s)) '
             '"frescura written" cross join lateral (%4$s) x (%5$s)',
             v_ledger, s.id, coalesce(p_baseline, 't.baseline_snapshot'),
             frescura.lookup_query(s.id, '"frescura written".source_key'), v_keys), ' union ' order by s.id)
      from frescura.view_sources s where s.view_id = p_view_id and s.lookup is not null);
end
$$;

comment on function frescura.looked_up_query(bigint, text) is
'The query for the keys that the lookups of a tracked view (id in frescura.views) find for the writes that the '
'baseline snapshot does not contain, as k1, k2, ...; p_baseline is the expression for that snapshot, by default that '
'of frescura.tracking. Null where no source has a lookup.';
