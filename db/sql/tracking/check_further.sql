create or replace function frescura.check_further(
  p_view_id bigint, p_source regclass, p_mapping text, p_more boolean) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  if p_mapping = 'main' then
    return;
  end if;
  if p_mapping is null or p_mapping !~ '^[a-z0-9][a-z0-9_-]{0,62}$' then
    raise exception '"%" is no name of a mapping', p_mapping using errcode = 'invalid_parameter_value',
      column = 'mapping', hint = 'Small letters, digits, - and _, such as manager.';
  end if;
  if not exists (select from frescura.view_sources s
                  where s.view_id = p_view_id and s.mapping = 'main'
                    and (s.view_key is not null or s.lookup is not null)
                    and to_regclass(format('%I.%I', s.source_schema, s.source_name)) = p_source) then
    raise exception 'the source % has no main mapping yet, which "%" could stand beside', p_source, p_mapping
      using errcode = 'invalid_parameter_value', column = 'mapping',
            hint = 'Track it first without a name of a mapping; that one gives amounts, too.';
  end if;
  if p_more then
    raise exception 'the mapping "%" gives keys only', p_mapping
      using errcode = 'invalid_parameter_value', column = 'mapping',
            hint = 'Amount, currency, threshold, reference and time are those of the main mapping.';
  end if;
end
$$;

comment on function frescura.check_further(bigint, regclass, text, boolean) is
'Refuses one more mapping of a source (p_mapping, its name; main is the first) of a view (id in frescura.views) where '
'the source has no main one, the name is none, or more than keys is given (p_more). Raises invalid_parameter_value '
'with mapping as its column.';
