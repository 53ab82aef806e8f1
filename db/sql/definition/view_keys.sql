create or replace function frescura.view_keys(p_view oid, p_key text[]) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with branch as materialized (
    select b.x as branch, b.n
      from pg_rewrite w
     cross join lateral jsonb_array_elements(frescura.flattened(frescura.node_tree(w.ev_action::text) -> 0))
                        with ordinality b (x, n)
     where w.ev_class = frescura.definer(p_view) and w.ev_type = '1'
  ), key as (
    select b.n, b.branch, jsonb_agg(l.leaves) as leaves, bool_and(coalesce((c.x -> 'known')::boolean, false)) as known,
           md5(string_agg(c.x ->> 'shape', ' | ' order by k.n)) as shape
      from branch b
     cross join unnest(p_key) with ordinality k (name, n)
      join pg_attribute a on a.attrelid = p_view and a.attname = k.name
     cross join lateral (select b.branch #> array['columns', a.attnum::text]) c (x)
     cross join lateral (select coalesce(c.x -> 'leaves', '[]')) l (leaves)
     group by b.n, b.branch
  )
  select coalesce(jsonb_agg(jsonb_build_object(
           'shape', k.shape,
           'tables', (select coalesce(jsonb_agg(distinct t.value), '[]') from jsonb_each(k.branch -> 'tables') t),
           'holders', case when k.known then frescura.holders(k.branch, f.leaves) else '[]' end,
           'parts', (select coalesce(jsonb_agg(distinct k.branch -> 'tables' -> split_part(l, ':', 1)), '[]')
                       from jsonb_array_elements_text(f.leaves) l),
           'emptied', (select coalesce(jsonb_agg(k.branch -> 'tables' -> x), '[]')
                         from unnest(frescura.emptied(k.branch, f.leaves)) x)) order by k.n), '[]')
    from key k
   cross join lateral (select coalesce(jsonb_agg(l), '[]') from jsonb_array_elements(k.leaves) a
                        cross join lateral jsonb_array_elements(a) l) f (leaves)
$$;

comment on function frescura.view_keys(oid, text[]) is
'What the key of a view (its oid, and the columns of the key) is made of, an object for each branch of its definition '
'(frescura.flattened): shape, the same for branches whose keys are made alike; tables, which it reads in FROM; '
'holders, which tables have the whole key in their rows (frescura.holders); parts, the tables of which it is made; '
'emptied, those whose missing rows empty it (frescura.emptied), once for each occurrence. Raises '
'statement_too_complex.';
