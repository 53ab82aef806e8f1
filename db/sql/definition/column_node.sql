create or replace function frescura.column_node(p_column text) returns jsonb
language sql immutable strict set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('node', 'VAR', 'varno', jsonb_build_array(split_part(p_column, '.', 1)),
                            'varattno', jsonb_build_array(split_part(p_column, '.', 2)),
                            'varlevelsup', jsonb_build_array('0'))
$$;

comment on function frescura.column_node(text) is
'A column by the name that frescura.column_of gives it, as a node of frescura.node_tree.';
