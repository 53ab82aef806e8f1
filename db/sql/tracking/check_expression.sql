create or replace function frescura.check_expression(p_source regclass, p_what text, p_expression text, p_type text)
returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  if p_expression is null then
    return;
  end if;
  execute format('select count((%s)::%s) from (select * from %s limit 100) r', p_expression, p_type, p_source);
exception when syntax_error_or_access_rule_violation or data_exception or feature_not_supported then
  raise exception '% cannot be read for %: %', p_what, p_source, sqlerrm
    using errcode = 'invalid_parameter_value', column = p_what,
          hint = 'Write an expression over the row r, such as r.id.';
end
$$;

comment on function frescura.check_expression(regclass, text, text, text) is
'Evaluates an expression over up to 100 rows r of a table, cast to the type it is needed in; null is none. Raises '
'invalid_parameter_value that names p_what where it cannot be. Expressions are code: they run with the rights of '
'whoever calls.';
