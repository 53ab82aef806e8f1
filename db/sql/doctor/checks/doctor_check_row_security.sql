create or replace function frescura.doctor_check_row_security(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('source', t.relation::regclass),
         format('Policies on %s decide what the owner of the view sees, by settings of the session '
                'perhaps, so that it is not known what the view lacks.', t.relation::regclass),
         format('-- give the view an owner whom no policy restricts: '
                'alter materialized view %I.%I owner to <owner of %s>;',
                at.schema_name, at.view_name, t.relation::regclass)
    from frescura.views v cross join lateral frescura.locate(v.id) at
   cross join lateral frescura.traceless_sources(v.id) t
   where v.id = p_view_id and t.code = 'row_security'
$$;

comment on function frescura.doctor_check_row_security(bigint) is
'A check of frescura.doctor: whether policies on a source of a tracked view (id in frescura.views) restrict the '
'view''s owner. detail: source.';
