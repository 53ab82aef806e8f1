create or replace function frescura.doctor_check_schema(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('role', current_user, 'schema', at.schema_name),
         format('The role %s may not use the schema %I, in which the view is.', current_user, at.schema_name),
         format('grant usage on schema %I to %I;', at.schema_name, current_user)
    from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid
   where not has_schema_privilege(c.relnamespace, 'usage')
$$;

comment on function frescura.doctor_check_schema(bigint) is
'A check of frescura.doctor: whether the current role may use the schema of a registered view (id in '
'frescura.views). detail: role, schema.';
