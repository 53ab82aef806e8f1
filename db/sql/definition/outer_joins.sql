create or replace function frescura.outer_joins(p_query jsonb, p_at jsonb, p_below jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with recursive node as materialized (
    select n.x from frescura.nodes_within(p_query) n (x) where n.x ->> 'node' in ('FROMEXPR', 'JOINEXPR')
  ), sided as (
    select n.x, s.arm, n.x #>> '{jointype,0}' = '2' as is_full
      from node n
     cross join lateral (select n.x -> 'rarg' where n.x #>> '{jointype,0}' in ('1', '2')
                         union all
                         select n.x -> 'larg' where n.x #>> '{jointype,0}' in ('2', '3')) s (arm)
     where n.x ->> 'node' = 'JOINEXPR'
  ), made as (
    select (select coalesce(jsonb_agg(w), '[]')
              from jsonb_path_query(s.arm, 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') t (x)
             cross join lateral jsonb_array_elements(p_at #> array[t.x #>> '{}', 'within']) w) as inside,
           frescura.resolved(s.x #> '{quals,0}', p_query #> '{rtable,0}', p_at) -> 'leaves' as leaves, s.is_full
      from sided s
  ), every as (
    select jsonb_build_object(
             'inner', m.inside,
             'by', (select coalesce(jsonb_agg(distinct split_part(l, ':', 1)), '[]')
                      from jsonb_array_elements_text(m.leaves) l where not m.inside ? split_part(l, ':', 1)),
             'merged', case when m.is_full then m.leaves else '[]' end) as entry
      from made m
    union all
    select b from jsonb_array_elements(p_below) b
  ), condition (x) as (
    -- Conditions that are not met where a row is missing, for all rows that come through.
    select n.x #> '{quals,0}' from node n where n.x ->> 'node' = 'FROMEXPR' or n.x #>> '{jointype,0}' = '0'
    union all
    select a from condition c cross join lateral jsonb_array_elements(c.x #> '{args,0}') a
     where c.x ->> 'node' = 'BOOLEXPR' and c.x #>> '{boolop,0}' = 'and'
  ), required as (
    select p_at #>> array[split_part(frescura.column_of(a, p_query #> '{rtable,0}'), '.', 1), 'table'] as occurrence
      from condition c
      join pg_proc p on p.oid = (c.x #>> '{opfuncid,0}')::oid and p.proisstrict
     cross join lateral jsonb_array_elements(c.x #> '{args,0}') a
     where c.x ->> 'node' = 'OPEXPR'
    union all
    select p_at #>> array[split_part(frescura.column_of(c.x #> '{arg,0}', p_query #> '{rtable,0}'), '.', 1), 'table']
      from condition c where c.x ->> 'node' = 'NULLTEST' and c.x #>> '{nulltesttype,0}' = '1'
  )
  select coalesce(jsonb_agg(e.entry), '[]') from every e
   where not exists (select from required r where e.entry -> 'inner' ? r.occurrence)
$$;

comment on function frescura.outer_joins(jsonb, jsonb, jsonb) is
'What may be missing in the rows of a query (a node of frescura.node_tree), by its outer joins and those of its '
'subqueries (p_below): objects with inner, the occurrences that are missing together, by, those that their condition '
'goes by, and merged, the columns that a full join sets equal. Without joins whose missing rows a condition leaves '
'out. p_at: see frescura.flattened.';
