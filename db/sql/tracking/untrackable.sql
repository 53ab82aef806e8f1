create or replace function frescura.untrackable(p_view oid, out code text, out detail jsonb)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with base as materialized (
    select * from frescura.base_relations(p_view)
  ), member as materialized (
    select m.oid, c.relkind, c.oid::regclass::text as name
      from base b cross join lateral frescura.family(b.relation) m (oid) join pg_class c on c.oid = m.oid
  ), tree as materialized (
    select frescura.definition_tree(p_view) as tree
  ), reason as (
    select 1 as rank, 'no_unique_index' as code, null::jsonb as detail where frescura.key_columns(p_view) is null
    union all
    select 2, 'materialized_view', jsonb_build_object('name', b.relation::regclass::text) from base b where b.kind = 'm'
    union all
    select 3, 'foreign_table', jsonb_build_object('name', m.name) from member m where m.relkind = 'f'
    union all
    -- By the tree: nothing is on record as depending on the catalog, which cannot be dropped.
    select 4, 'system_catalog', jsonb_build_object('name', r.oid::oid::regclass::text)
      from tree cross join lateral jsonb_path_query(tree.tree, 'strict $.**.relid[0]') x
     cross join lateral (select x #>> '{}') r (oid) where r.oid::bigint between 1 and 16383
    union all
    select 5, t.code, jsonb_build_object('name', t.relation::regclass::text)
      from frescura.leaves_no_trace(array(select m.oid from member m),
                                    (select relowner from pg_class where oid = p_view)) t
    union all
    select 6, u.code, u.detail from tree cross join lateral frescura.unsteady(tree.tree) u
    union all
    select 7, 'other_rows', null from tree
     where jsonb_path_exists(tree.tree, 'strict $.** ? (@.node == "TABLESAMPLECLAUSE" ||
             @.hasWindowFuncs[0] == "true" || @.hasDistinctOn[0] == "true" || @.hasRecursive[0] == "true" ||
             exists(@.groupingSets[0][0]) || exists(@.limitCount[0].node) || exists(@.limitOffset[0].node))')
    union all
    select 8, 'same_for_all', jsonb_build_object('name', p.key::oid::regclass::text)
      from jsonb_each(frescura.view_paths(p_view, '{}')) p where (p.value -> 'all')::boolean
    union all
    select 9, 'subscribed', jsonb_build_object('name', m.name)
      from member m join pg_subscription_rel r on r.srrelid = m.oid
    union all
    select 10, 'key_split', jsonb_build_object('name', coalesce(
             (select string_agg(p::oid::regclass::text, ', ' order by n)
                from jsonb_array_elements_text(b.x -> 'parts') with ordinality x (p, n)), ''))
      from jsonb_array_elements(frescura.view_keys(p_view, frescura.key_columns(p_view))) b (x)
     where b.x -> 'holders' = '[]'
  )
  select r.code, r.detail from reason r order by r.rank, r.code, r.detail limit 1
$$;

comment on function frescura.untrackable(oid) is
'Why a materialized view (its oid) cannot be tracked exactly, by code and detail (the name of what is to blame, or '
'what frescura.unsteady says); both null when it can. no_unique_index: none over plain columns, which are the keys of '
'the ledger. materialized_view: it reads another one, whose rows change by refreshes and not by writes. '
'foreign_table: its writes cannot be seen here. system_catalog: that takes no triggers. unlogged, row_security: see '
'frescura.leaves_no_trace. other_rows: a row depends on other rows than those of its key (limit, window function, '
'distinct on, recursion, grouping sets, tablesample). same_for_all: a subquery over that table is the same for all '
'rows, such as a total, so that each write changes each key. subscribed: a source receives logical replication, which '
'fires no statement triggers. key_split: its key is made of columns of several tables (name), none of which has all of '
'it in its row.';
