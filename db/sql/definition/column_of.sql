create or replace function frescura.column_of(p_expression jsonb, p_tables jsonb, p_level integer default 0)
returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  x jsonb := p_expression;
  v_table jsonb;
begin
  loop
    while x ->> 'node' = 'RELABELTYPE' loop
      x := x #> '{arg,0}';
    end loop;
    if x ->> 'node' is distinct from 'VAR' or (x #>> '{varlevelsup,0}')::integer <> p_level then
      return null;
    end if;
    v_table := p_tables -> ((x #>> '{varno,0}')::integer - 1);
    -- A column that a join merged, or one that is grouped by (since PostgreSQL 18), stands for another.
    if v_table #>> '{rtekind,0}' not in ('2', '9') then
      return concat_ws('.', x #>> '{varno,0}', x #>> '{varattno,0}');
    end if;
    x := coalesce(v_table #> '{joinaliasvars,0}', v_table #> '{groupexprs,0}')
           -> ((x #>> '{varattno,0}')::integer - 1);
    p_level := 0;
  end loop;
end
$$;

comment on function frescura.column_of(jsonb, jsonb, integer) is
'Which column an expression is, as "table.column" by their numbers in a query''s list of tables (p_tables, as '
'frescura.node_tree gives it); null for anything but a column of the query p_level above the expression.';
