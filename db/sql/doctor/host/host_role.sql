create or replace function frescura.host_role()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when r.rolsuper then 'warning' else 'ok' end,
         jsonb_build_object('code', case when r.rolsuper then 'superuser' else 'plain' end, 'role', r.rolname),
         case when r.rolsuper
              then format('We sign in as the superuser %s: a refresh runs the code of whoever wrote the view.',
                          r.rolname)
              else format('We sign in as %s, which is no superuser.', r.rolname) end,
         case when r.rolsuper then '-- a role of its own, with the rights that docs/permissions.md lists: create role '
                                   'frescura login' end
    from pg_roles r where r.rolname = current_user
$$;

comment on function frescura.host_role() is
'A fact of frescura.host: as whom we sign in. detail: code (superuser, plain), role.';
