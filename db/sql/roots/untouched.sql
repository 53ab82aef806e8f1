create or replace function frescura.untouched(p_view_id bigint) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(bool_and(g.view_version is null or g.view_version = c.xmin::text), false)
    from frescura.locate(p_view_id) at
    join pg_class c on c.oid = at.view_oid
   cross join lateral frescura.last_good(p_view_id, at.view_oid) g
$$;

comment on function frescura.untouched(bigint) is
'Whether a view (id in frescura.views) is as its last good refresh left it. Any other refresh, by psql or dbt, writes '
'its row in the catalog anew, and may have brought older data than ours: its snapshot is taken before it waits. What '
'writes that row and no data, such as a grant, is found out by frescura.examine_hands.';
