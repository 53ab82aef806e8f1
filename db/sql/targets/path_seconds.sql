create or replace function frescura.path_seconds(p_view_id bigint) returns double precision
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with recursive path as (
    select p_view_id as view_id, frescura.run_seconds(p_view_id) as seconds, 0 as depth
    union
    select u.view_id, p.seconds + frescura.run_seconds(u.view_id), p.depth + 1
      from path p cross join lateral frescura.upstreams(p.view_id) u where p.depth < 100
  )
  select max(p.seconds) from path p
$$;

comment on function frescura.path_seconds(bigint) is
'How long it takes to bring a view (id in frescura.views) up to date from its roots: the longest path of runs '
'(frescura.run_seconds) through the registered views below, one after the other, in seconds.';
