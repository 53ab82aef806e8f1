create or replace function frescura.check_expression(p_source regclass, p_what text, p_expression text, p_type text)
returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  u record;
begin
  if p_expression is null then
    return;
  end if;
  begin
    -- Judged before it runs, and run where nothing can be written.
    u := frescura.unsteady_query(format('select (%s)%s as value from %s r', p_expression,
                                        case when p_what in ('row_key', 'reference') then '' else '::' || p_type end,
                                        p_source));
    if u.code is null or u.code = 'session' then
      begin
        perform set_config('transaction_read_only', 'on', true);
        execute format('select count((%s)::%s) from (select * from %s limit 100) r', p_expression, p_type, p_source);
        raise exception using errcode = 'FRUND';
      exception when sqlstate 'FRUND' then
        null;
      end;
    end if;
  exception when syntax_error_or_access_rule_violation or data_exception or feature_not_supported then
    raise exception '% cannot be read for %: %', p_what, p_source, sqlerrm
      using errcode = 'invalid_parameter_value', column = p_what,
            hint = 'Write an expression over the row r, such as r.id.';
  end;
  if p_what in ('key', 'row_key') and jsonb_path_exists(u.tree, 'strict $.** ? (@.node == "SUBLINK")') then
    raise exception '% reads more than the written row of %, which others may change meanwhile', p_what, p_source
      using errcode = 'invalid_parameter_value', column = p_what, hint = 'Give a lookup: p_lookup.';
  end if;
  -- Capture writes the name of a row as text with the session's settings pinned (frescura.make_capture).
  if u.code is not null and (u.code, p_what) <> ('session', 'row_key') then
    raise exception '% is not the same at all times for %: %', p_what, p_source,
      frescura.unsteady_words(u.code, u.detail) using errcode = 'invalid_parameter_value', column = p_what;
  end if;
end
$$;

comment on function frescura.check_expression(regclass, text, text, text) is
'Evaluates an expression over up to 100 rows r of a table, cast to the type it is needed in; null is none. Raises '
'invalid_parameter_value that names p_what where it cannot be, and where what it gives could change without a write '
'(frescura.unsteady). Expressions are code: they run with the rights of whoever calls.';
