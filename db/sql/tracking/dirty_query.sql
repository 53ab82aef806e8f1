create or replace function frescura.dirty_query(p_view_id bigint, p_baseline text default null,
                                                p_distinct boolean default true) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  t frescura.tracking;
  -- Beside it the row that has the baseline: read where the ledger is, and so by each parallel worker for itself.
  v_ledger text := format('frescura.%I d', 'ledger_' || p_view_id)
    || case when p_baseline is null then format(' join frescura.tracking t on t.view_id = %s', p_view_id) else '' end;
  v_keys text;
  v_pending text;
  v_lookups text;
begin
  select * into strict t from frescura.tracking where view_id = p_view_id;
  select string_agg('d.k' || n, ', ' order by n) into v_keys from generate_subscripts(t.key_columns, 1) n;
  -- The first half is implied by the second; an index can answer it.
  v_pending := format('d.xid >= pg_snapshot_xmin(%1$s) and not pg_visible_in_snapshot(d.xid, %1$s)',
                      coalesce(p_baseline, 't.baseline_snapshot'));
  v_lookups := frescura.looked_up_query(p_view_id, p_baseline);
  return format('select %s from %s where d.k1 is not null and %s%s%s', v_keys, v_ledger, v_pending,
                case when p_distinct and v_lookups is null then format(' group by %s', v_keys) else '' end,
                coalesce(' union ' || v_lookups, ''));
end
$$;

comment on function frescura.dirty_query(bigint, text, boolean) is
'The query that lists the keys of a tracked view (id in frescura.views) that the view may show wrongly: those in its '
'ledger that the baseline snapshot does not contain, each once unless p_distinct is false, as k1, k2, ...; p_baseline '
'is the expression for that snapshot, by default that of frescura.tracking.';
