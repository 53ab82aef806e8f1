create or replace function frescura.check_mapping(
  p_view text, p_view_oid oid, p_source regclass, p_key text[], p_lookup text, p_row_key text, p_amount text,
  p_currency text, p_reference text, p_occurred text, p_mapping text, out key_columns text[], out key_types text[])
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  u record;
begin
  perform frescura.check_trackable(p_view, p_view_oid);
  if num_nonnulls(p_key, p_lookup) <> 1 then
    raise exception 'give either key expressions or a lookup for "%"', p_source
      using errcode = 'invalid_parameter_value', column = 'key',
      hint = 'Key expressions over the row r, such as array[''r.id''], give the key in the view; a lookup is a query '
             'that finds the keys by :key, the key of the written row.';
  end if;
  -- An index swapped for an equivalent one changes nothing.
  key_columns := coalesce(
    (select t.key_columns from frescura.tracking t cross join lateral frescura.unique_keys(p_view_oid) k
      where t.view_id = frescura.view_id(p_view) and k @> t.key_columns and k <@ t.key_columns limit 1),
    frescura.key_columns(p_view_oid));
  select array_agg(format_type(a.atttypid, -1) order by k.n) into key_types
    from unnest(key_columns) with ordinality k (name, n)
    join pg_attribute a on a.attrelid = p_view_oid and a.attname = k.name;
  if p_key is not null and cardinality(p_key) <> cardinality(key_columns) then
    raise exception 'the key of "%" has % columns (%), % expressions were given', p_view, cardinality(key_columns),
      array_to_string(key_columns, ', '), cardinality(p_key) using errcode = 'invalid_parameter_value', column = 'key';
  end if;
  perform frescura.check_expression(p_source, x.what, x.expression, x.type)
     from (select 'key' as what, e as expression, key_types[n] as type from unnest(p_key) with ordinality k (e, n)
           union all
           values ('row_key', p_row_key, 'text'), ('amount', p_amount, 'numeric'), ('currency', p_currency, 'text'),
                  ('reference', p_reference, 'text'), ('occurred', p_occurred, 'timestamptz')) x;
  if p_lookup is null then
    return;
  end if;
  begin
    u := frescura.unsteady_query(format(
      -- As many columns as the key has, and of types that can be it.
      E'select x.* from (\n%s\n) x (%s) union all select %s', frescura.bind_lookup(p_lookup, 'null::text'),
      (select string_agg('k' || n, ', ') from generate_subscripts(key_columns, 1) n),
      (select string_agg('null::' || t, ', ') from unnest(key_types) t)));
  exception when syntax_error_or_access_rule_violation or data_exception or feature_not_supported then
    raise exception 'the lookup cannot be read: %', sqlerrm
      using errcode = 'invalid_parameter_value', column = 'lookup';
  end;
  if u.code is not null then
    raise exception 'the lookup does not find the same at all times: %', frescura.unsteady_words(u.code, u.detail)
      using errcode = 'invalid_parameter_value', column = 'lookup';
  end if;
  perform frescura.check_own_lookup(frescura.view_id(p_view), p_source, p_mapping, u.tree -> 0,
                                    cardinality(key_columns));
end
$$;

comment on function frescura.check_mapping(text, oid, regclass, text[], text, text, text, text, text, text, text)
is
'Refuses what frescura.track is given where it cannot be right: a view (the name it was asked for by, and its oid) '
'that cannot be tracked, both key expressions and a lookup or neither, another number of expressions than the key has '
'columns, an expression or a lookup that cannot be evaluated or relied on (p_mapping: as which mapping it is given). '
'Returns the columns of the view''s key with their types. Raises feature_not_supported, or invalid_parameter_value '
'with the name of the parameter as its column.';
