create or replace function frescura.doctor_check_reading(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('role', current_user),
         format('The role %s may refresh the view but not read it: its rows are not counted.', current_user),
         format('grant select on %I.%I to %I;', at.schema_name, at.view_name, current_user)
    from frescura.locate(p_view_id) at
   where at.view_oid is not null and frescura.may_refresh(at.view_oid)
     and not has_table_privilege(at.view_oid, 'select')
$$;

comment on function frescura.doctor_check_reading(bigint) is
'A check of frescura.doctor: whether the current role, which may refresh a registered view (id in frescura.views), '
'may read it as well. detail: role.';
