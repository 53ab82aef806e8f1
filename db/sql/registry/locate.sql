create or replace function frescura.locate(p_view_id bigint)
returns table (view_oid oid, schema_name text, view_name text, state text, populated boolean)
language plpgsql stable rows 1 set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_known oid;
begin
  select v.view_oid, v.schema_name, v.view_name into v_known, schema_name, view_name
    from frescura.views v where v.id = p_view_id;
  if not found then
    return;
  end if;
  -- By name first: after a restore the old number may belong to something else.
  select c.oid, c.relispopulated into view_oid, populated
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = schema_name and c.relname = view_name
     and (c.relkind = 'm' or c.relkind = 'r' and frescura.managed_by(c.oid) = p_view_id);
  if found then
    state := case when view_oid is distinct from v_known or frescura.is_restored() then 'recreated'
                  when not populated then 'unpopulated' else 'ok' end;
    return next;
    return;
  end if;
  select c.oid, c.relispopulated, n.nspname, c.relname into view_oid, populated, schema_name, view_name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = v_known
     and (c.relkind = 'm' or c.relkind = 'r' and frescura.managed_by(c.oid) = p_view_id);
  if found then
    state := 'renamed';
  else
    select 'missing', false, v.schema_name, v.view_name into state, populated, schema_name, view_name
      from frescura.views v where v.id = p_view_id;
  end if;
  return next;
end
$$;

comment on function frescura.locate(bigint) is
'Where a registered view (id in frescura.views) stands in the catalog now, as a materialized view or a managed table '
'(frescura.managed). state: ok, unpopulated, renamed (follows the object), recreated (same name, another object: its '
'earlier refreshes say nothing about it) or missing.';
