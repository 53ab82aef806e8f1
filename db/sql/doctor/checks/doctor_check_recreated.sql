create or replace function frescura.doctor_check_recreated(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', '{}'::jsonb,
         'The view was created anew since its last refresh, which says nothing about its data now.',
         format('select * from frescura.refresh(%L);', v.slug)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   where v.id = p_view_id and at.state = 'recreated'
$$;

comment on function frescura.doctor_check_recreated(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) is still the object that was last '
'refreshed.';
