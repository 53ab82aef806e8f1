create or replace function frescura.equal_columns(p_query jsonb)
returns table (this text, other text, both_ways boolean)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with recursive node as materialized (
    select n.x from frescura.nodes_within(p_query) n (x) where n.x ->> 'node' in ('FROMEXPR', 'JOINEXPR')
  ), condition (x, jointype, larg, rarg) as (
    select q, coalesce(n.x #>> '{jointype,0}', '0'), n.x -> 'larg', n.x -> 'rarg'
      from node n cross join lateral (select n.x #> '{quals,0}') q (q)
    union all
    select a, c.jointype, c.larg, c.rarg
      from condition c cross join lateral jsonb_array_elements(c.x #> '{args,0}') a
     where c.x ->> 'node' = 'BOOLEXPR' and c.x #>> '{boolop,0}' = 'and'
  ), pair as (
    select frescura.column_of(c.x #> '{args,0,0}', p_query #> '{rtable,0}') as a,
           frescura.column_of(c.x #> '{args,0,1}', p_query #> '{rtable,0}') as b, c.jointype, c.larg, c.rarg
      from condition c
      join pg_operator o on o.oid = (c.x #>> '{opno,0}')::oid and o.oprname = '='
     where c.x ->> 'node' = 'OPEXPR'
  ), sided as (
    select p.*, exists (select from jsonb_path_query(p.rarg, 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') r
                         where r #>> '{}' = split_part(p.a, '.', 1)) as a_is_right,
           exists (select from jsonb_path_query(p.rarg, 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') r
                    where r #>> '{}' = split_part(p.b, '.', 1)) as b_is_right
      from pair p where p.a is not null and p.b is not null
  )
  select s.a, s.b, true from sided s where s.jointype = '0'
  union all
  -- Of an outer join the side that may be missing follows the one that is kept.
  select case when s.b_is_right = (s.jointype = '1') then s.a else s.b end,
         case when s.b_is_right = (s.jointype = '1') then s.b else s.a end, false
    from sided s where s.jointype in ('1', '3') and s.a_is_right <> s.b_is_right
$$;

comment on function frescura.equal_columns(jsonb) is
'The columns that the joins and conditions of a query (a node of frescura.node_tree) set equal, as frescura.column_of '
'names them. Not both_ways: rows of other matter only to rows whose column this has the value, as of an outer join.';
