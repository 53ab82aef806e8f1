create or replace function frescura.judge(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  update frescura.tracking t set judged = frescura.judged(at.view_oid, t.key_columns)
    from frescura.locate(p_view_id) at
   where t.view_id = p_view_id and at.view_oid is not null
     and not coalesce(t.judged @> jsonb_build_object('form', 2, 'rules', frescura.rule_versions(at.view_oid)), false);
exception when others then
  -- What cannot be judged shows as such: frescura.capture_digest.
  raise warning 'The definition of view % could not be judged: %', p_view_id, sqlerrm;
end
$$;

comment on function frescura.judge(bigint) is
'Keeps in frescura.tracking what frescura.judged says of a tracked view (id in frescura.views), where its definition '
'is another than the one that was judged last: it takes too long for every refresh. Never raises.';
