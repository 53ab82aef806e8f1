create or replace function frescura.doctor_check_row_security(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select distinct 'error', jsonb_build_object('source', t.relation::regclass),
         format('Policies on %s decide what the owner of the view sees, by settings of the session '
                'perhaps, so that it is not known what the view lacks.', t.relation::regclass),
         format('-- give the view an owner whom no policy restricts: '
                'alter materialized view %I.%I owner to <owner of %s>;',
                at.schema_name, at.view_name, t.relation::regclass)
    from frescura.views v cross join lateral frescura.locate(v.id) at
    join frescura.tracking k on k.view_id = v.id
    join pg_class c on c.oid = k.baseline_oid
   cross join lateral frescura.watched_sources(v.id) s
   cross join lateral frescura.leaves_no_trace(array(select frescura.family(s.source_oid)), c.relowner) t
   where v.id = p_view_id and t.code = 'row_security'
$$;

comment on function frescura.doctor_check_row_security(bigint) is
'A check of frescura.doctor: whether policies on a source of a tracked view (id in frescura.views) restrict the '
'view''s owner. detail: source.';
