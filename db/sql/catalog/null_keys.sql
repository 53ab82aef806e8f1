create or replace function frescura.null_keys(p_view oid) returns setof name
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_column name;
  v_has_null boolean;
begin
  if not has_table_privilege(p_view, 'select') or not (select relispopulated from pg_class where oid = p_view) then
    return;
  end if;
  for v_column in
    select a.attname from pg_attribute a
     where a.attrelid = p_view and a.attname = any ((select frescura.key_columns(p_view))::text[])
     order by a.attnum
  loop
    execute format('select exists (select from %s where %I is null)', p_view::regclass, v_column) into v_has_null;
    if v_has_null then
      return next v_column;
    end if;
  end loop;
end
$$;

comment on function frescura.null_keys(oid) is
'The columns of the unique index by which a materialized view (its oid) is refreshed concurrently that hold a NULL: '
'such a row matches nothing, so each refresh deletes it and writes it anew. Looks at the rows; says nothing where the '
'current role may not.';
