create or replace function frescura.doctor_check_null_keys(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('column', k.name),
         format('Column %I of the unique index holds NULLs: such rows are deleted and written anew at every refresh.',
                k.name),
         format('-- in the definition of the view: coalesce(%I, ...), so that the key is never NULL', k.name)
    from frescura.locate(p_view_id) at cross join lateral frescura.null_keys(at.view_oid) k (name)
   where at.view_oid is not null
$$;

comment on function frescura.doctor_check_null_keys(bigint) is
'A check of frescura.doctor: whether a column of the key of a registered view (id in frescura.views) holds NULLs. '
'detail: column.';
