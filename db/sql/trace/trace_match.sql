create or replace function frescura.trace_match(s frescura.view_sources, p_reference text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_type text;
  v_key text := format('(%s)::text = $1', s.key_expression);
  v_reference text := case when s.reference_expression is not null
    then format(' or (%s)::text = $1', s.reference_expression) else '' end;
begin
  -- A key that is a plain column is compared in its own type, so that its index answers.
  select format_type(a.atttypid, null) into v_type
    from pg_attribute a
   where a.attrelid = to_regclass(format('%I.%I', s.source_schema, s.source_name)) and a.attnum > 0
     and not a.attisdropped
     and s.key_expression = format('r.%I', a.attname);
  if v_type is null or v_type in ('text', 'character varying') then
    return v_key || v_reference;
  end if;
  begin
    execute format('select %L::%s', p_reference, v_type);
  exception when others then
    -- No key of that type at all: only the reference can be meant.
    return coalesce(nullif(substr(v_reference, 5), ''), 'false');
  end;
  return format('(%s) = %L::%s', s.key_expression, p_reference, v_type) || v_reference;
end
$$;

comment on function frescura.trace_match(frescura.view_sources, text) is
'The condition over the row r of a source, as SQL with the reference as $1, by which frescura.trace looks for a key or '
'a reference: shaped so that an index can answer.';
