create or replace function frescura.led_columns(p_query jsonb, p_keys jsonb, p_outer jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables jsonb := p_query #> '{rtable,0}';
  v_class jsonb := '{}';
  v_optional text[];
  v_column text;
  v_changed boolean := true;
  r record;
begin
  -- Tables whose rows may be missing: of a key that they give there is nothing to follow where it is null.
  v_optional := array(
    select t.x #>> '{}' from frescura.nodes_within(p_query) n
     cross join lateral (select n -> 'rarg' where n #>> '{jointype,0}' in ('1', '2')
                         union all
                         select n -> 'larg' where n #>> '{jointype,0}' in ('2', '3')) side (x)
     cross join lateral jsonb_path_query(side.x, 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') t (x)
     where n ->> 'node' = 'JOINEXPR');
  for r in select t.value as target, k.value as keys
             from jsonb_each(p_keys) k
             join jsonb_array_elements(p_query #> '{targetList,0}') t on t.value #>> '{resno,0}' = k.key loop
    v_column := frescura.column_of(r.target #> '{expr,0}', v_tables);
    if v_column is not null and split_part(v_column, '.', 1) <> all (v_optional) then
      v_class := v_class || jsonb_build_object(v_column, coalesce(v_class -> v_column, '[]') || r.keys);
    end if;
  end loop;
  for r in
    -- What the query around has as part of the key, and a condition compares with a column of this one.
    select coalesce(frescura.column_of(n #> '{args,0,0}', v_tables), frescura.column_of(n #> '{args,0,1}', v_tables))
             as here,
           coalesce(frescura.column_of(n #> '{args,0,0}', p_outer -> 'tables', 1),
                    frescura.column_of(n #> '{args,0,1}', p_outer -> 'tables', 1)) as outside
      from frescura.conditions(p_query #> '{jointree,0,quals,0}') n
      join pg_operator o on o.oid = (n #>> '{opno,0}')::oid and o.oprname = '='
  loop
    if r.here is not null and p_outer -> 'class' ? r.outside then
      v_class := v_class || jsonb_build_object(r.here, coalesce(v_class -> r.here, '[]')
                                                       || (p_outer -> 'class' -> r.outside));
    end if;
  end loop;
  while v_changed loop
    v_changed := false;
    for r in select e.this, e.other from frescura.equal_columns(p_query) e
             union all
             select e.other, e.this from frescura.equal_columns(p_query) e where e.both_ways loop
      if v_class ? r.this and not coalesce(v_class -> r.other, '[]') @> (v_class -> r.this) then
        v_class := v_class || jsonb_build_object(r.other, coalesce(v_class -> r.other, '[]') || (v_class -> r.this));
        v_changed := true;
      end if;
    end loop;
  end loop;
  return v_class;
end
$$;

comment on function frescura.led_columns(jsonb, jsonb, jsonb) is
'The columns of a query (a node of frescura.node_tree; no set operation) that are proven to be equal to those of the '
'key, by the name that frescura.column_of gives them: each with the numbers of the key''s columns. p_keys and p_outer: '
'see frescura.paths.';
