create or replace function frescura.never_null(p_query jsonb) returns boolean
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select coalesce((
    select a.attnotnull
      from (select frescura.column_of(p_query #> '{targetList,0,0,expr,0}', p_query #> '{rtable,0}') as name) c
      join pg_attribute a on a.attrelid = (p_query #>> array['rtable', '0', (split_part(c.name, '.', 1)::integer - 1)
                                                             ::text, 'relid', '0'])::oid
       and a.attnum = split_part(c.name, '.', 2)::integer
     where not jsonb_path_exists(p_query -> 'jointree', 'strict $.** ? (@.node == "JOINEXPR" && @.jointype[0] != "0")')
       and jsonb_typeof(p_query #> '{setOperations,0}') is distinct from 'object'), false)
$$;

comment on function frescura.never_null(jsonb) is
'Whether the first column of a query (a node of frescura.node_tree) is a column of a table that is declared not null.';
