create or replace function frescura.follow_source(p_source_id bigint) returns oid
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  s frescura.view_sources;
  v_view oid;
  v_named oid;
  v_captured oid := frescura.captured_table(p_source_id);
begin
  select * into strict s from frescura.view_sources where id = p_source_id;
  select at.view_oid into v_view from frescura.locate(s.view_id) at;
  v_named := to_regclass(format('%I.%I', s.source_schema, s.source_name));
  -- Another table may have taken the name of the one that the view reads, or the place of it in the view.
  if v_captured is null or v_captured = v_named
     or v_named is not null and not exists (select from frescura.base_relations(v_view) b
                                             where b.relation = v_captured) then
    return v_named;
  end if;
  update frescura.view_sources w set source_schema = n.nspname, source_name = c.relname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where w.id = p_source_id and c.oid = v_captured;
  return v_captured;
end
$$;

comment on function frescura.follow_source(bigint) is
'Lets a row of frescura.view_sources follow its table that was renamed or moved to another schema, by the triggers on '
'it, and returns the oid of the table; null where there is none any more. A table that has the name and is read by the '
'view in its place keeps the row.';
