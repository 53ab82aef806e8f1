create or replace function frescura.alert_when_drift()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select a.view_id, jsonb_build_object('differing_keys', a.differing_keys, 'verification', a.id)
    from frescura.open_drift() a
$$;

comment on function frescura.alert_when_drift() is
'Views that differ from their definition by the last verification of it; in detail: in how many keys, and the id of '
'the verification.';
