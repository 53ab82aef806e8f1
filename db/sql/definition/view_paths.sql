create or replace function frescura.view_paths(p_view oid, p_key text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select frescura.paths(frescura.node_tree(w.ev_action::text) -> 0,
                        (select coalesce(jsonb_object_agg(a.attnum, jsonb_build_array(k.n)), '{}')
                           from unnest(p_key) with ordinality k (name, n)
                           join pg_attribute a on a.attrelid = p_view and a.attname = k.name))
    from pg_rewrite w where w.ev_class = frescura.definer(p_view) and w.ev_type = '1'
$$;

comment on function frescura.view_paths(oid, text[]) is
'frescura.paths of a view, plain or materialized (its oid), with the columns of its key in their order.';
