create or replace function frescura.doctor_check_temporary(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('owner', pg_get_userbyid(c.relowner)),
         format('The owner %s may not make temporary tables, so the view cannot be refreshed concurrently: readers '
                'wait.', pg_get_userbyid(c.relowner)),
         format('grant temporary on database %I to %I;', current_database(), pg_get_userbyid(c.relowner))
    from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid
   where frescura.managed_by(c.oid) is null and not has_database_privilege(c.relowner, current_database(), 'temporary')
$$;

comment on function frescura.doctor_check_temporary(bigint) is
'A check of frescura.doctor: whether the owner of a registered view (id in frescura.views) may make temporary '
'tables, which a concurrent refresh needs. detail: owner.';
