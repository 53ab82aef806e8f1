create or replace function frescura.refuse_write() returns trigger
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  -- Set by whatever applies a refresh, in its transaction: no secret, but nobody sets it by mistake.
  if coalesce(current_setting('frescura.applies', true), '') <> tg_relid::text then
    raise exception 'cannot change the managed table "%"', tg_table_name
      using errcode = 'wrong_object_type',
            hint = 'It holds what its definition gives, as a materialized view does: frescura.refresh brings it up to '
                   'date.';
  end if;
  return null;
end
$$;

comment on function frescura.refuse_write() is
'The trigger of a managed table, before each statement that would write it: nobody but a refresh does, as PostgreSQL '
'keeps to for a materialized view. Raises wrong_object_type (42809), as that does. By its name, '
'frescura_managed_<id of frescura.views>, frescura.managed knows the table.';
