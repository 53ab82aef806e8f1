create or replace function frescura.joined_paths(p_some jsonb, p_more jsonb, p_branch boolean) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select coalesce(jsonb_object_agg(t.name, jsonb_build_object(
           'ways', coalesce((select jsonb_agg(distinct w)
                              from jsonb_array_elements(t.a -> 'ways' || (t.b -> 'ways')) w), '[]'),
           'loose', (select coalesce(jsonb_object_agg(l.shape, l.met), '{}')
                       from (select shape, case when p_branch then max(met) else sum(met) end as met
                               from (select key, value::integer from jsonb_each_text(t.a -> 'loose')
                                     union all
                                     select key, value::integer from jsonb_each_text(t.b -> 'loose')) x (shape, met)
                              group by 1) l),
           'all', (t.a -> 'all')::boolean or (t.b -> 'all')::boolean)), '{}')
    from (select n.name, coalesce(p_some -> n.name, c.none) as a, coalesce(p_more -> n.name, c.none) as b
            from (select jsonb_object_keys(p_some) union select jsonb_object_keys(p_more)) n (name)
           cross join (select '{"ways": [], "loose": {}, "all": false}'::jsonb) c (none)) t
$$;

comment on function frescura.joined_paths(jsonb, jsonb, boolean) is
'Two results of frescura.paths as one: of two parts that are joined, or of two branches of a set operation.';
