create or replace function frescura.flattened(
  p_query jsonb, p_ctes jsonb default '[]', p_name text default '') returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables jsonb := p_query #> '{rtable,0}';
  v_ctes jsonb := jsonb_build_array(case when jsonb_typeof(p_query #> '{cteList,0}') = 'array'
                                         then p_query #> '{cteList,0}' else '[]' end) || p_ctes;
  v_found jsonb := '[{"tables": {}, "rules": [], "outer": [], "at": {}}]';
  v_done jsonb := '[]';
  v_parts jsonb;
  v_nodes jsonb[];
  v_table jsonb;
  v_query jsonb;
  v_head bigint;
  v_name text;
  v_level integer;
  f jsonb;
  r record;
begin
  -- Of a set operation each branch stands for itself.
  if jsonb_typeof(p_query #> '{setOperations,0}') = 'object' then
    return (
      select jsonb_agg(a)
        from jsonb_path_query(p_query -> 'setOperations', 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') x
       cross join lateral jsonb_array_elements(frescura.flattened(
               v_tables #> array[((x #>> '{}')::integer - 1)::text, 'subquery', '0'], v_ctes,
               concat(p_name, '/', x #>> '{}'))) a);
  end if;

  v_nodes := array(select n from frescura.nodes_within(p_query) n);
  for r in select (t.x #>> '{}')::integer as n
             from unnest(v_nodes) w cross join lateral jsonb_path_query(w, '$.rtindex[0]') t (x)
            where w ->> 'node' = 'RANGETBLREF' loop
    v_table := v_tables -> (r.n - 1);
    v_name := concat(p_name, '/', r.n);
    v_query := frescura.inner_query(v_table, v_ctes);
    v_level := coalesce(v_table #>> '{ctelevelsup,0}', '0')::integer;
    if v_query is not null then
      select jsonb_agg(jsonb_build_object(
               'tables', a -> 'tables', 'rules', a -> 'rules', 'outer', a -> 'outer',
               'at', jsonb_build_object(r.n, jsonb_build_object(
                       'columns', a -> 'columns',
                       'within', (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(a -> 'tables') k)))))
        into v_parts
        from jsonb_array_elements(frescura.flattened(
               v_query, jsonb_path_query_array(v_ctes, '$[$n to last]', jsonb_build_object('n', v_level)), v_name)) a;
    elsif v_table #>> '{rtekind,0}' = '0' then
      v_head := frescura.family_head((v_table #>> '{relid,0}')::oid)::bigint;
      v_parts := jsonb_build_array(jsonb_build_object(
        'tables', jsonb_build_object(v_name, v_head), 'rules', '[]'::jsonb, 'outer', '[]'::jsonb,
        'at', jsonb_build_object(r.n, jsonb_build_object('table', v_name, 'head', v_head,
                                                         'within', jsonb_build_array(v_name)))));
    else
      v_parts := jsonb_build_array(jsonb_build_object(
        'tables', '{}'::jsonb, 'rules', '[]'::jsonb, 'outer', '[]'::jsonb,
        'at', jsonb_build_object(r.n, jsonb_build_object('within', '[]'::jsonb) || case v_table #>> '{rtekind,0}'
                                        when '3' then jsonb_build_object('given', v_table -> 'functions')
                                        when '5' then jsonb_build_object('given', v_table -> 'values_lists')
                                        else '{}' end)));
    end if;
    -- Of two unions that are joined each branch of the one meets each of the other.
    if jsonb_array_length(v_found) * jsonb_array_length(v_parts) > 500 then
      raise exception 'the definition has too many branches to be judged' using errcode = 'statement_too_complex';
    end if;
    select jsonb_agg(jsonb_build_object(
             'tables', (a -> 'tables') || (b -> 'tables'), 'rules', (a -> 'rules') || (b -> 'rules'),
             'outer', (a -> 'outer') || (b -> 'outer'), 'at', (a -> 'at') || (b -> 'at')))
      into v_found from jsonb_array_elements(v_found) a, jsonb_array_elements(v_parts) b;
  end loop;

  for f in select x from jsonb_array_elements(v_found) x loop
    f := f || jsonb_build_object(
      'rules', (f -> 'rules') || frescura.equal_leaves(p_query, f -> 'at'),
      'outer', frescura.outer_joins(p_query, f -> 'at', f -> 'outer'),
      'columns', (select coalesce(jsonb_object_agg(t #>> '{resno,0}',
                                                   frescura.resolved(t #> '{expr,0}', v_tables, f -> 'at')), '{}')
                    from jsonb_array_elements(p_query #> '{targetList,0}') t));
    v_done := v_done || jsonb_build_array(f - 'at');
  end loop;
  return v_done;
end
$$;

comment on function frescura.flattened(jsonb, jsonb, text) is
'A query (a node of frescura.node_tree) as joins of tables, down through subqueries, WITH and plain views: an array '
'with one object for each branch of its set operations, and of those that it joins. tables: each occurrence of a table '
'in FROM, by a name, with the table above its partitions (frescura.family_head). columns: what each column of the '
'result is made of (frescura.resolved). rules: which columns are told by others (frescura.equal_leaves). outer: what '
'may be missing (frescura.outer_joins). The others are for itself: the lists of WITH around, and its name. Tables of '
'subqueries in expressions are not among them. Raises statement_too_complex.';
