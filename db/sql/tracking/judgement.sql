create or replace function frescura.judgement(p_view_id bigint) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when t.judged @> jsonb_build_object('form', 2, 'rules', frescura.rule_versions(at.view_oid)) then t.judged
              else frescura.judged(at.view_oid, t.key_columns) end
    from frescura.tracking t cross join lateral frescura.locate(t.view_id) at
   where t.view_id = p_view_id and at.view_oid is not null
$$;

comment on function frescura.judgement(bigint) is
'frescura.judged of a tracked view (id in frescura.views): what is kept of it, or anew where its definition is another '
'by now.';
