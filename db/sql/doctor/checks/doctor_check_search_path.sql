create or replace function frescura.doctor_check_search_path(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('error', l.error_message),
         format('The last refresh did not find something that the view names: %s.', l.error_message),
         '-- a refresh runs with a bare search_path since PostgreSQL 17: name the schema of what the functions in the '
         'view use, or: alter function ... set search_path = ...'
    from frescura.locate(p_view_id) at cross join frescura.last_ended(p_view_id) l
   where at.view_oid is not null and l.status = 'failed' and l.error_code in ('42883', '42P01', '42704', '3F000')
$$;

comment on function frescura.doctor_check_search_path(bigint) is
'A check of frescura.doctor: whether the last refresh of a registered view (id in frescura.views) missed something '
'that its definition names. detail: error, what PostgreSQL said.';
