create or replace function frescura.make_plain_live(p_view_id bigint) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select frescura.put_live(p_view_id, frescura.definition(at.view_oid), format(
    'The definition of %s.%s, computed anew by every read: the view was made anew otherwise than it was tracked. '
    'Made by frescura.make_plain_live.', at.schema_name, at.view_name))
    from frescura.locate(p_view_id) at
$$;

comment on function frescura.make_plain_live(bigint) is
'Makes the live view of a tracked view (id in frescura.views) of its definition alone, which is exact however the view '
'was made anew, and holds no object of before. Called by frescura.mend_live.';
