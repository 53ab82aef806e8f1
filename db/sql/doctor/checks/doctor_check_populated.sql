create or replace function frescura.doctor_check_populated(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', '{}'::jsonb, 'The view has never been populated: every query on it fails.',
         format('select * from frescura.refresh(%L);', v.slug)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   where v.id = p_view_id and at.view_oid is not null and not at.populated
$$;

comment on function frescura.doctor_check_populated(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) holds data at all.';
