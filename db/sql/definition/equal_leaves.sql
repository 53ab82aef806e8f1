create or replace function frescura.equal_leaves(p_query jsonb, p_at jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with pair as (
    select frescura.resolved(frescura.column_node(e.this), p_query #> '{rtable,0}', p_at) as a,
           frescura.resolved(frescura.column_node(e.other), p_query #> '{rtable,0}', p_at) as b,
           case when not e.both_ways then p_at #> array[split_part(e.other, '.', 1), 'within'] end as within
      from frescura.equal_columns(p_query) e
  ), rule as (
    select p.a #> '{leaves,0}' as target, p.b -> 'leaves' as sources, p.within from pair p
     where (p.a -> 'plain')::boolean and (p.b -> 'known')::boolean
    union
    select p.b #> '{leaves,0}', p.a -> 'leaves', p.within from pair p
     where (p.b -> 'plain')::boolean and (p.a -> 'known')::boolean
  )
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('target', r.target, 'sources', r.sources,
                                                                 'within', r.within))), '[]')
    from rule r where r.sources <> '[]'
$$;

comment on function frescura.equal_leaves(jsonb, jsonb) is
'Which columns of tables the joins and conditions of a query (a node of frescura.node_tree) tell by others: objects '
'with target, a leaf of frescura.resolved, and sources, the leaves that it goes by. within: only for rows of these '
'occurrences, since of an outer join the others may have nothing that is equal. p_at: see frescura.flattened.';
