create or replace function frescura.judged(p_view oid, p_key text[]) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('form', 2, 'rules', frescura.rule_versions(p_view),
                            'paths', frescura.view_paths(p_view, p_key), 'keys', frescura.view_keys(p_view, p_key))
$$;

comment on function frescura.judged(oid, text[]) is
'What is kept in frescura.tracking.judged of a view (its oid, and the columns of its key): rules, the version of its '
'definition; paths (frescura.view_paths); keys (frescura.view_keys); form, that of these.';
