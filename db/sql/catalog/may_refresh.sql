create or replace function frescura.may_refresh(p_view oid) returns boolean
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  if (select pg_has_role(relowner, 'usage') from pg_class where oid = p_view) then
    return true;
  end if;
  -- A managed table is written, which is the owner's right.
  if frescura.managed_by(p_view) is not null then
    return false;
  end if;
  -- The privilege MAINTAIN exists since PostgreSQL 17; its name is an error before that.
  return current_setting('server_version_num')::integer >= 170000 and has_table_privilege(p_view, 'maintain');
end
$$;

comment on function frescura.may_refresh(oid) is
'Whether the current role may refresh a materialized view (its oid): as its owner or, since PostgreSQL 17, by the '
'privilege MAINTAIN; a managed table as its owner alone.';
