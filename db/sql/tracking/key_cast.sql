create or replace function frescura.key_cast(p_view_id bigint, p_source regclass, p_expression text, p_place integer)
returns text
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_ledger regclass := to_regclass(format('frescura.%I', 'ledger_' || p_view_id));
begin
  if v_ledger is null then
    return '';
  end if;
  -- Planned and not run. Most expressions fit as they are, and what capture was made of stays as it is.
  execute format('explain insert into %s (source_id, operation, k%s) '
                 'select 0, ''i'', t.k from (select (%s) as k from %s r) t', v_ledger, p_place, p_expression, p_source);
  return '';
exception when datatype_mismatch then
  return (select '::' || format_type(a.atttypid, -1) from pg_attribute a
           where a.attrelid = v_ledger and a.attname = 'k' || p_place);
end
$$;

comment on function frescura.key_cast(bigint, regclass, text, integer) is
'The cast that an expression over the row r of a source needs to be written as the key of that place (1, 2, ...) in '
'the ledger of a view (its id in frescura.views): empty where it fits as it is, as text does not where the view has a '
'uuid or an enum. Raises whatever else is wrong with the expression.';
