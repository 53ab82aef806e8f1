create or replace function frescura.check_own_lookup(
  p_view_id bigint, p_source regclass, p_mapping text, p_lookup jsonb, p_columns integer) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_way jsonb := frescura.paths(p_lookup, (select jsonb_object_agg(n, jsonb_build_array(n))
                                             from generate_series(1, p_columns) n))
                 -> frescura.family_head(p_source)::text;
  v_others bigint;
  v_key text[];
  v_main jsonb;
begin
  if v_way is null then
    return;
  end if;
  select count(*), array(select k from unnest(array_agg(s.view_key) filter (where s.mapping = 'main')) k)
    into v_others, v_key
    from frescura.view_sources s
   where s.view_id = p_view_id and s.mapping <> p_mapping and (s.view_key is not null or s.lookup is not null)
     and to_regclass(format('%I.%I', s.source_schema, s.source_name)) = p_source;
  if v_key = '{}' then
    raise exception 'the lookup reads % itself, which it sees as it is after a write: the keys to which a row led '
      'before would be lost', p_source using errcode = 'invalid_parameter_value', column = 'lookup',
      hint = 'Give the key by expressions over r, or the column that joins as p_row_key, so that its old value is '
             'kept. A lookup over rows that refer to the written one is right as a further mapping, p_mapping.';
  end if;
  v_main := frescura.paths(
    (frescura.unsteady_query(format('select %s from %s r', array_to_string(v_key, ', '), p_source))).tree -> 0,
    (select jsonb_object_agg(n, jsonb_build_array(n)) from generate_series(1, p_columns) n))
    -> frescura.family_head(p_source)::text -> 'ways';
  if frescura.ways_met(v_way) > v_others
     or v_main <> '[]' and not v_way -> 'ways' @> v_main then
    raise exception 'the lookup reads rows of % on its way that no other mapping leads to their key: what such a row '
      'led to before a write would be lost', p_source
      using errcode = 'invalid_parameter_value', column = 'lookup',
      hint = 'It may go over rows whose own key the main mapping gives, as that gives it. To reach what shares a value '
             'with the written row, give that value as p_row_key, so that the old one is kept, and look for it.';
  end if;
end
$$;

comment on function frescura.check_own_lookup(bigint, regclass, text, jsonb, integer) is
'Refuses a lookup (a node of frescura.node_tree, with as many columns as the key has) that reads the source of which '
'it is the mapping p_mapping, unless another mapping gives the key of each row that it goes over by the row itself, '
'old and new: such a row that no longer refers to the written one was changed itself. Raises invalid_parameter_value '
'with lookup as its column.';
