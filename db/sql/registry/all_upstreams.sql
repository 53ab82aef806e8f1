create or replace function frescura.all_upstreams(p_view_id bigint) returns table (view_id bigint, slug text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with recursive above as (
    select u.view_id, u.slug from frescura.upstreams(p_view_id) u
    union
    select u.view_id, u.slug from above a cross join lateral frescura.upstreams(a.view_id) u
  )
  select * from above
$$;

comment on function frescura.all_upstreams(bigint) is
'The registered views that a view (id in frescura.views) reads, directly or through others.';
