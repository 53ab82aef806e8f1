create or replace function frescura.doctor_check_exists(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('view', n.name), format('The materialized view %s does not exist.', n.name),
         format('select frescura.unregister(%L); -- or create the view again', v.slug)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   cross join lateral format('%I.%I', at.schema_name, at.view_name) n (name)
   where v.id = p_view_id and at.state = 'missing'
$$;

comment on function frescura.doctor_check_exists(bigint) is
'A check of frescura.doctor: whether a registered view (id in frescura.views) exists. detail: view.';
