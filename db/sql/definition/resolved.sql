create or replace function frescura.resolved(p_expression jsonb, p_tables jsonb, p_at jsonb) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
  x jsonb := p_expression;
  v_place jsonb;
  v_one jsonb;
  v_leaves jsonb := '[]';
  v_shape text := '';
  v_known boolean := true;
  r record;
begin
  if x ->> 'node' = 'RELABELTYPE' then
    return frescura.resolved(x #> '{arg,0}', p_tables, p_at);
  elsif x ->> 'node' = 'VAR' and x #>> '{varlevelsup,0}' = '0' then
    v_one := p_tables -> ((x #>> '{varno,0}')::integer - 1);
    -- A column that a join merged, or one that is grouped by (since PostgreSQL 18), stands for another.
    if v_one #>> '{rtekind,0}' in ('2', '9') then
      return frescura.resolved(coalesce(v_one #> '{joinaliasvars,0}', v_one #> '{groupexprs,0}')
                                 -> ((x #>> '{varattno,0}')::integer - 1), p_tables, p_at);
    end if;
    v_place := p_at -> (x #>> '{varno,0}');
    if v_place ? 'table' and (x #>> '{varattno,0}')::integer > 0 then
      return jsonb_build_object('leaves', jsonb_build_array(concat_ws(':', v_place ->> 'table', x #>> '{varattno,0}')),
                                'plain', true, 'known', true,
                                'shape', concat_ws('.', v_place ->> 'head', x #>> '{varattno,0}'));
    elsif v_place #> array['columns', x #>> '{varattno,0}'] is not null then
      return v_place #> array['columns', x #>> '{varattno,0}'];
    elsif v_place ? 'given' then
      -- What a function gives goes by its arguments.
      v_one := frescura.resolved(v_place -> 'given', p_tables, p_at);
      return v_one || jsonb_build_object('plain', false,
                                         'shape', concat(v_one ->> 'shape', '#', x #>> '{varattno,0}'));
    end if;
    return jsonb_build_object('leaves', v_leaves, 'plain', false, 'known', false, 'shape', x::text);
  elsif x ->> 'node' in ('VAR', 'AGGREF', 'SUBLINK', 'WINDOWFUNC', 'GROUPINGFUNC', 'PARAM') then
    return jsonb_build_object('leaves', v_leaves, 'plain', false, 'known', false, 'shape', x::text);
  elsif jsonb_typeof(x) not in ('array', 'object') then
    return jsonb_build_object('leaves', v_leaves, 'plain', false, 'known', true, 'shape', x #>> '{}');
  end if;
  for r in
    select null as name, a as value, n
      from jsonb_array_elements(case when jsonb_typeof(x) = 'array' then x else '[]' end) with ordinality e (a, n)
    union all
    select o.key, o.value, 0 from jsonb_each(case when jsonb_typeof(x) = 'object' then x else '{}' end) o
     where o.key !~ 'location'
     order by n, name
  loop
    v_one := frescura.resolved(r.value, p_tables, p_at);
    v_leaves := v_leaves || (v_one -> 'leaves');
    v_known := v_known and (v_one -> 'known')::boolean;
    v_shape := concat(v_shape, r.name, '(', v_one ->> 'shape', ')');
  end loop;
  return jsonb_build_object('leaves', v_leaves, 'plain', false, 'known', v_known, 'shape', v_shape);
end
$$;

comment on function frescura.resolved(jsonb, jsonb, jsonb) is
'What an expression of a query (nodes of frescura.node_tree; p_tables: its list of tables) is made of, by what p_at of '
'frescura.flattened says of those: leaves, the columns of tables that it goes by, as "occurrence:number"; plain, '
'whether it is nothing but one of them; known, false where it goes by more than one row, such as an aggregate, or that '
'cannot be told; and shape, a text that is the same for expressions that are.';
