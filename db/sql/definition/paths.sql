create or replace function frescura.paths(
  p_query jsonb, p_keys jsonb, p_outer jsonb default '{}', p_ctes jsonb default '[]', p_alone boolean default true,
  p_all boolean default false, p_branch text default '') returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables jsonb := p_query #> '{rtable,0}';
  v_ctes jsonb := jsonb_build_array(case when jsonb_typeof(p_query #> '{cteList,0}') = 'array'
                                         then p_query #> '{cteList,0}' else '[]' end) || p_ctes;
  v_keys_count constant integer := coalesce(
    (p_outer ->> 'count')::integer,
    (select count(distinct k) from jsonb_each(p_keys) e, jsonb_array_elements(e.value) k));
  v_found jsonb := '{}';
  v_class jsonb;
  v_inner jsonb;
  v_nodes jsonb[];
  v_refused jsonb[];
  v_leaf jsonb;
  v_table jsonb;
  v_query jsonb;
  v_node jsonb;
  v_alone boolean;
  v_level integer;
  r record;
begin
  -- Of a set operation each branch leads to the key for itself.
  if jsonb_typeof(p_query #> '{setOperations,0}') = 'object' then
    for v_leaf in select x from jsonb_path_query(p_query -> 'setOperations',
                                                 'strict $.** ? (@.node == "RANGETBLREF").rtindex[0]') x loop
      v_query := v_tables #> array[((v_leaf #>> '{}')::integer - 1)::text, 'subquery', '0'];
      v_found := frescura.joined_paths(v_found, frescura.paths(
        v_query, p_keys, p_outer, v_ctes, p_alone, p_all,
        -- Branches whose keys are made alike lead to them alike.
        p_branch || frescura.key_shape(v_query, v_ctes, p_keys)), true);
    end loop;
    return v_found;
  end if;

  v_nodes := array(select n from frescura.nodes_within(p_query) n);
  v_class := frescura.led_columns(p_query, p_keys, p_outer);
  v_inner := jsonb_build_object('class', v_class, 'tables', v_tables, 'count', v_keys_count);

  v_alone := p_alone and p_query #>> '{jointree,0,fromlist,0,0,node}' = 'RANGETBLREF'
             and p_query #> '{jointree,0,fromlist,0,1}' is null;
  for r in select (t.x #>> '{}')::integer as n
             from unnest(v_nodes) f cross join lateral jsonb_path_query(f, '$.rtindex[0]') t (x)
            where f ->> 'node' = 'RANGETBLREF' loop
    v_table := v_tables -> (r.n - 1);
    v_query := frescura.inner_query(v_table, v_ctes);
    v_level := coalesce(v_table #>> '{ctelevelsup,0}', '0')::integer;
    if v_query is not null then
      v_found := frescura.joined_paths(v_found, frescura.paths(
        v_query,
        (select coalesce(jsonb_object_agg(split_part(c.key, '.', 2), c.value), '{}') from jsonb_each(v_class) c
          where split_part(c.key, '.', 1) = r.n::text),
        -- A WITH of a query further out is part of that one.
        case when v_level = 0 then v_inner else jsonb_build_object('count', v_keys_count) end,
        jsonb_path_query_array(v_ctes, '$[$n to last]', jsonb_build_object('n', v_level)), v_alone,
        -- A whole told in one row: every write to it changes whatever that is joined to.
        p_all or not v_alone and v_query #>> '{hasAggs,0}' = 'true'
                 and jsonb_typeof(v_query #> '{groupClause,0}') is distinct from 'array'
                 and not frescura.reaches_out(v_query), p_branch), false);
    elsif v_table #>> '{rtekind,0}' = '0' then
      v_found := frescura.joined_paths(v_found, jsonb_build_object(
        frescura.family_head((v_table #>> '{relid,0}')::oid),
        case when v_keys_count > 0 and (
                    select count(distinct k) from jsonb_each(v_class) c, jsonb_array_elements(c.value) k
                     where split_part(c.key, '.', 1) = r.n::text) = v_keys_count
             then jsonb_build_object('ways', jsonb_build_array((
                    select jsonb_object_agg(w.key, w.attnum) from (
                      select k #>> '{}' as key, min(split_part(c.key, '.', 2)::integer) as attnum
                        from jsonb_each(v_class) c, jsonb_array_elements(c.value) k
                       where split_part(c.key, '.', 1) = r.n::text group by 1) w)), 'loose', '{}'::jsonb, 'all', p_all)
             else jsonb_build_object('ways', '[]'::jsonb, 'loose', jsonb_build_object(p_branch, 1), 'all', p_all) end),
        false);
    end if;
  end loop;

  -- "x not in (...)" is undecided for all once one value in there is null.
  v_refused := array(select n #> '{args,0,0}' from unnest(v_nodes) n
                      where n ->> 'node' = 'BOOLEXPR' and n #>> '{boolop,0}' = 'not'
                        and n #>> '{args,0,0,subLinkType,0}' = '2'
                        and not frescura.never_null(n #> '{args,0,0,subselect,0}'));
  foreach v_node in array v_nodes loop
    continue when v_node ->> 'node' <> 'SUBLINK';
    v_query := v_node #> '{subselect,0}';
    v_found := frescura.joined_paths(v_found, frescura.paths(
      v_query,
      (select coalesce(jsonb_object_agg(t.param, v_class -> t.outside), '{}')
         from (select coalesce(a.y ->> 'param', a.x ->> 'param') as param,
                      coalesce(a.x ->> 'column', a.y ->> 'column') as outside
                 from frescura.conditions(v_node #> '{testexpr,0}') n
                 join pg_operator o on o.oid = (n #>> '{opno,0}')::oid and o.oprname = '='
                cross join lateral (
                  select jsonb_build_object('column', frescura.column_of(n #> '{args,0,0}', v_tables),
                                            'param', coalesce(n #>> '{args,0,0,paramid,0}',
                                                              n #>> '{args,0,0,arg,0,paramid,0}')),
                         jsonb_build_object('column', frescura.column_of(n #> '{args,0,1}', v_tables),
                                            'param', coalesce(n #>> '{args,0,1,paramid,0}',
                                                              n #>> '{args,0,1,arg,0,paramid,0}'))) a (x, y)
                where v_node #>> '{subLinkType,0}' = '2') t
        where t.param is not null and v_class ? t.outside),
      v_inner, v_ctes, false,
      p_all or v_node = any (v_refused)
        or v_node #>> '{subLinkType,0}' <> '2' and not frescura.reaches_out(v_query), p_branch), false);
  end loop;
  return v_found;
end
$$;

comment on function frescura.paths(jsonb, jsonb, jsonb, jsonb, boolean, boolean, text) is
'In which ways the tables of a query (a node of frescura.node_tree) lead to the key of its rows: an object by the '
'table above its partitions and children (frescura.family_head), with ways, the columns that are proven to be equal '
'to those of the key, by their numbers, each combination once; loose, how many times the table is met beside, where '
'that is not proven, by how the key of that branch of a set operation is made (frescura.key_shape); and all, whether '
'it is read by a query that is the same for all rows, so that each write changes each key. p_keys: which columns of '
'the result are which of the key. The others are for itself: what is known of the query around, the lists of its '
'WITH, whether it stands alone there, whether it is the same for all rows, and of which branch it is.';
