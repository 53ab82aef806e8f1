create or replace function frescura.doctor_object(p_view_id bigint)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with v as (
    select w.slug, at.*, format('%I.%I', at.schema_name, at.view_name) as sql_name
      from frescura.views w cross join lateral frescura.locate(w.id) at where w.id = p_view_id
  )
  select 'exists', 'error', format('The materialized view %s does not exist.', v.sql_name),
         format('select frescura.unregister(%L); -- or create the view again', v.slug)
    from v where v.state = 'missing'
  union all
  select 'name', 'warning',
         format('The view is called %s now; it is still refreshed, under its old name in the registry.', v.sql_name),
         format('update frescura.views set schema_name = %L, view_name = %L where slug = %L;', v.schema_name, v.view_name, v.slug)
    from v where v.state = 'renamed'
  union all
  select 'recreated', 'warning', 'The view was created anew since its last refresh, which says nothing about its data now.',
         format('select * from frescura.refresh(%L);', v.slug)
    from v where v.state = 'recreated'
  union all
  select 'populated', 'error', 'The view has never been populated: every query on it fails.',
         format('select * from frescura.refresh(%L);', v.slug)
    from v where v.view_oid is not null and not v.populated
$$;

comment on function frescura.doctor_object(bigint) is
'The part of frescura.doctor that asks whether the registered view (id in frescura.views) is still the one that was registered, and holds data.';
