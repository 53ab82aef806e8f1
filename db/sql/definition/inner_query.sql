create or replace function frescura.inner_query(p_table jsonb, p_ctes jsonb) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case p_table #>> '{rtekind,0}'
    when '1' then p_table #> '{subquery,0}'
    -- A WITH that names itself is refused elsewhere, and would have no end here.
    when '6' then (select c.x #> '{ctequery,0}'
                     from jsonb_array_elements(p_ctes -> (p_table #>> '{ctelevelsup,0}')::integer) c (x)
                    where c.x #>> '{ctename,0}' = p_table #>> '{ctename,0}'
                      and p_table #>> '{self_reference,0}' = 'false')
    when '0' then case when (select relkind from pg_class where oid = (p_table #>> '{relid,0}')::oid) = 'v'
                       then (select frescura.node_tree(w.ev_action::text) -> 0 from pg_rewrite w
                              where w.ev_class = (p_table #>> '{relid,0}')::oid and w.ev_type = '1') end end
$$;

comment on function frescura.inner_query(jsonb, jsonb) is
'The query that an entry of a query''s list of tables stands for (nodes of frescura.node_tree): a subquery, one of a '
'WITH (p_ctes: the lists of WITH around, the innermost first), a plain view; null for anything else.';
