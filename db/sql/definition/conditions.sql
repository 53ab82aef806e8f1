create or replace function frescura.conditions(p_quals jsonb) returns setof jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  with recursive condition (x) as (
    select p_quals
    union all
    select a from condition c cross join lateral jsonb_array_elements(c.x #> '{args,0}') a
     where c.x ->> 'node' = 'BOOLEXPR' and c.x #>> '{boolop,0}' = 'and'
  )
  select c.x from condition c where c.x ->> 'node' = 'OPEXPR'
$$;

comment on function frescura.conditions(jsonb) is
'The comparisons that a condition (a node of frescura.node_tree) joins by AND.';
