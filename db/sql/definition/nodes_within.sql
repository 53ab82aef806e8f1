create or replace function frescura.nodes_within(p_query jsonb) returns setof jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  with recursive walk (x) as (
    select p_query
    union all
    select e.x
      from walk w
     cross join lateral (
       select a from jsonb_array_elements(case when jsonb_typeof(w.x) = 'array' then w.x else '[]' end) a
       union all
       select o.value from jsonb_each(case when jsonb_typeof(w.x) = 'object' then w.x else '{}' end) o) e (x)
     where jsonb_typeof(e.x) in ('array', 'object') and e.x ->> 'node' is distinct from 'QUERY'
  )
  select w.x from walk w where w.x ? 'node'
$$;

comment on function frescura.nodes_within(jsonb) is
'All nodes of a query, as frescura.node_tree gives it, without those of the queries inside it.';
