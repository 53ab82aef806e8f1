create or replace function frescura.whole_query(p_view_id bigint, p_baseline text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_looked_up text := frescura.looked_up_query(p_view_id, p_baseline);
  v_null text := (select string_agg(format('d.k%s is null', n), ' or ' order by n)
                    from frescura.tracking t, generate_subscripts(t.key_columns, 1) n where t.view_id = p_view_id);
begin
  -- The order makes the planner take the small index of rows that count for all keys, which it believes to be many.
  return format('exists (select from frescura.%I w where w.whole and w.xid >= pg_snapshot_xmin(%s) '
                'and not pg_visible_in_snapshot(w.xid, %2$s) order by w.xid offset 0)',
                'ledger_' || p_view_id, p_baseline)
    -- A key that is null leads to no row of the view: capture notes those that it sees as such, a lookup's show here.
    || coalesce(' or exists (select from (' || v_looked_up || ') d where ' || v_null || ')', '');
end
$$;

comment on function frescura.whole_query(bigint, text) is
'The condition under which it is not known by key what a tracked view (id in frescura.views) lacks: since the snapshot '
'that the expression p_baseline gives, a source was emptied as a whole, or a key that is null was touched.';
