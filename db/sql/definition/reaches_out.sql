create or replace function frescura.reaches_out(p_query jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  with recursive walk (x, depth) as (
    select p_query, -1
    union all
    select e.x, w.depth + (w.x ->> 'node' is not distinct from 'QUERY')::integer
      from walk w
     cross join lateral (
       select a from jsonb_array_elements(case when jsonb_typeof(w.x) = 'array' then w.x else '[]' end) a
       union all
       select o.value from jsonb_each(case when jsonb_typeof(w.x) = 'object' then w.x else '{}' end) o) e (x)
     where jsonb_typeof(e.x) in ('array', 'object')
  )
  select exists (select from walk w
                  where w.x ->> 'node' = 'VAR' and (w.x #>> '{varlevelsup,0}')::integer > w.depth)
$$;

comment on function frescura.reaches_out(jsonb) is
'Whether a query, as a node of frescura.node_tree, names a column of a query around it: whether it is correlated.';
