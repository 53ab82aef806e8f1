create or replace function frescura.cascade_tables(p_source oid) returns setof oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with recursive reached (relation) as (
    select m from frescura.family(p_source) m
    union
    select m from reached r
      join pg_constraint k on k.confrelid = r.relation and k.contype = 'f'
       and (k.confdeltype in ('c', 'n', 'd') or k.confupdtype in ('c', 'n', 'd'))
     cross join lateral frescura.family(k.conrelid) m
  )
  select relation from reached
$$;

comment on function frescura.cascade_tables(oid) is
'A table (its oid) with its partitions and children, and all that its foreign keys carry a write on to by CASCADE, SET '
'NULL or SET DEFAULT.';
