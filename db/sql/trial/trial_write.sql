create or replace function frescura.trial_write(
  p_source regclass, p_kind text, p_place text, p_column text default null, p_value text default null) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_columns text;
  v_count bigint;
begin
  if p_kind = 'insert' then
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into v_columns
      from pg_attribute a
     where a.attrelid = p_source and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    execute format('insert into %1$s (%2$s) overriding system value select %2$s from frescura.%3$I', p_source,
                   v_columns, p_place);
  elsif p_kind = 'delete' then
    execute format('delete from %s where %s', p_source, p_place);
  else
    execute format('update %s set %I = %s where %s', p_source, p_column,
                   case when p_value is null then 'null'
                        else format('(select x.%I from %s x where %s)', p_column, p_source, p_value) end, p_place);
  end if;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function frescura.trial_write(regclass, text, text, text, text) is
'One trial write to a table: delete of the row that a condition finds; insert of the one in a table of the schema '
'frescura that has that name; update of a column of it to the value in the row that p_value finds, or to null. '
'Returns how many rows it wrote.';
