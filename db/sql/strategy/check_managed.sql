create or replace function frescura.check_managed(p_view oid) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_definer oid := frescura.definer(p_view);
begin
  if v_definer = 0 then
    raise exception 'the definition of the managed table % is gone, with what it read', p_view::regclass
      using errcode = 'undefined_object',
            hint = 'Drop the table and create the materialized view again, as frescura.view_strategies has it.';
  end if;
  if exists (
    select from (select attnum, attname, atttypid, atttypmod, attcollation from pg_attribute
                  where attrelid = p_view and attnum > 0 and not attisdropped) t
      full join (select attnum, attname, atttypid, atttypmod, attcollation from pg_attribute
                  where attrelid = v_definer and attnum > 0 and not attisdropped) d on d.attnum = t.attnum
     where (t.attname, t.atttypid, t.atttypmod, t.attcollation)
           is distinct from (d.attname, d.atttypid, d.atttypmod, d.attcollation)) then
    raise exception 'the managed table % has other columns than its definition', p_view::regclass
      using errcode = 'datatype_mismatch',
            hint = 'Give it the columns, names and types that frescura.definition(its oid) has.';
  end if;
end
$$;

comment on function frescura.check_managed(oid) is
'Raises undefined_object where the definition of a managed table (its oid) is gone, datatype_mismatch where somebody '
'gave it other columns than that has: nothing can be refreshed then.';
