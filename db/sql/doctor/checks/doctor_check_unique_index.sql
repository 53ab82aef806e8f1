create or replace function frescura.doctor_check_unique_index(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', '{}'::jsonb,
         'No unique index over plain columns without WHERE: readers wait during every refresh.',
         frescura.unique_index_cure(at.view_oid)
    from frescura.locate(p_view_id) at
   where at.view_oid is not null and frescura.key_columns(at.view_oid) is null
$$;

comment on function frescura.doctor_check_unique_index(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) has a key by which it can be refreshed '
'concurrently.';
