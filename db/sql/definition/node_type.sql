create or replace function frescura.node_type(p_node jsonb) returns oid
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  v_field text;
  v_inner jsonb;
begin
  foreach v_field in array array[
    'vartype', 'consttype', 'funcresulttype', 'opresulttype', 'resulttype', 'aggtype', 'wintype', 'casetype',
    'coalescetype', 'array_typeid', 'row_typeid', 'refrestype', 'minmaxtype', 'paramtype', 'typeId']
  loop
    if p_node ? v_field then
      return (p_node #>> array[v_field, '0'])::oid;
    end if;
  end loop;
  -- A subquery's value is of the type of its column; any other kind of subquery answers yes or no.
  if p_node ->> 'node' = 'SUBLINK' then
    return case p_node #>> '{subLinkType,0}'
      when '4' then frescura.node_type(p_node #> '{subselect,0,targetList,0,0,expr,0}')
      when '6' then 'record'::regtype else 'boolean'::regtype end;
  end if;
  v_inner := coalesce(p_node #> '{arg,0}', p_node #> '{expr,0}');
  if p_node ->> 'node' in ('TARGETENTRY', 'COLLATE', 'COLLATEEXPR', 'NAMEDARGEXPR') and v_inner is not null then
    return frescura.node_type(v_inner);
  end if;
  return case when p_node ->> 'node' in ('BOOLEXPR', 'NULLTEST', 'BOOLEANTEST', 'SCALARARRAYOPEXPR', 'ROWCOMPAREEXPR',
                                         'ROWCOMPARE')
              then 'boolean'::regtype else 'record'::regtype end;
end
$$;

comment on function frescura.node_type(jsonb) is
'The type (oid) of the value of an expression, given as a node of frescura.node_tree; record where it is not told, '
'which is a type of which nothing can be said.';
