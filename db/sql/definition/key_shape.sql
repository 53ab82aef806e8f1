create or replace function frescura.key_shape(p_query jsonb, p_ctes jsonb, p_keys jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
  select case when p_keys = '{}' then '' else (
    select md5(string_agg(b -> 'columns' -> k ->> 'shape', ' | ' order by n, k))
      from jsonb_array_elements(frescura.flattened(p_query, p_ctes)) with ordinality f (b, n)
     cross join jsonb_object_keys(p_keys) k) end
$$;

comment on function frescura.key_shape(jsonb, jsonb, jsonb) is
'How a query (a node of frescura.node_tree; p_ctes: the lists of WITH around) makes the columns of its result that are '
'of the key (the names in p_keys, see frescura.paths): a text that is the same for queries that make them alike.';
