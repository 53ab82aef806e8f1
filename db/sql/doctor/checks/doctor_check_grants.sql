create or replace function frescura.doctor_check_grants(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('role', current_user, 'owner', pg_get_userbyid(c.relowner)),
         format('The role %s cannot refresh the view: it belongs to %s.', current_user, pg_get_userbyid(c.relowner)),
         case when current_setting('server_version_num')::integer >= 170000 and frescura.managed_by(c.oid) is null
              then format('grant maintain, select on %I.%I to %I;', at.schema_name, at.view_name, current_user)
              -- Who is a member of a superuser is one.
              when (select r.rolsuper from pg_roles r where r.oid = c.relowner)
              then format('alter materialized view %I.%I owner to %I; -- its owner is a superuser, whom nobody '
                          'should be a member of', at.schema_name, at.view_name, current_user)
              else format('grant %I to %I;', pg_get_userbyid(c.relowner), current_user) end
    from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid
   where not frescura.may_refresh(c.oid)
$$;

comment on function frescura.doctor_check_grants(bigint) is
'A check of frescura.doctor: whether the current role may refresh a registered view (id in frescura.views). detail: '
'role, owner.';
