create or replace function frescura.doctor_check_name(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('view', n.name),
         format('The view is called %s now; it is still refreshed, under its old name in the registry.', n.name),
         format('select frescura.follow(%L);', v.slug)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   cross join lateral format('%I.%I', at.schema_name, at.view_name) n (name)
   where v.id = p_view_id and at.state = 'renamed'
$$;

comment on function frescura.doctor_check_name(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) bears the name by which it was '
'registered. detail: view, the name it has now.';
