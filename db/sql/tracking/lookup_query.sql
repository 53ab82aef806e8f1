create or replace function frescura.lookup_query(p_source_id bigint, p_value text) returns text
language plpgsql stable
-- Whatever is named is named with its schema.
set search_path = pg_catalog, pg_temp
as $$
declare
  v_name text := format('frescura.%I(text)', 'lookup_' || p_source_id);
  v_body text := pg_get_function_sqlbody(to_regprocedure(v_name));
begin
  if v_body is null then
    raise exception 'the function % is gone', v_name
      using errcode = 'undefined_function', hint = 'Track the source again.';
  end if;
  -- The parameter, as PostgreSQL writes it: no name of a customer's is like it.
  return replace(regexp_replace(regexp_replace(v_body, '^BEGIN ATOMIC\s+', ''), ';?\s*END\s*$', ''),
                 format('lookup_%s."frescura written key"', p_source_id), p_value);
end
$$;

comment on function frescura.lookup_query(bigint, text) is
'The lookup of a row of frescura.view_sources as a query, fully qualified, with p_value, an expression of type text, '
'as the key of the written row: to be part of a larger one, so that it is planned with it. Raises undefined_function '
'where frescura.make_lookup made none.';
