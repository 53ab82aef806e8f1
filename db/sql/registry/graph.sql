create or replace function frescura.graph()
returns table (view_id bigint, slug text, depth integer, upstreams text[])
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with recursive edges as materialized (
    select e.view_id, e.upstream_id from frescura.edges() e
  ), depths as (
    select v.id as view_id, 0 as depth from frescura.views v
    union
    select e.view_id, d.depth + 1 from depths d join edges e on e.upstream_id = d.view_id where d.depth < 100
  )
  select v.id, v.slug, max(d.depth),
         array(select u.slug from edges e join frescura.views u on u.id = e.upstream_id where e.view_id = v.id
               order by u.slug)
    from frescura.views v join depths d on d.view_id = v.id
   group by v.id, v.slug
   order by max(d.depth), v.id
$$;

comment on function frescura.graph() is
'Every registered view with the registered views that it reads and its depth: 0 where it reads none, else one more '
'than its deepest upstream. Refreshed in this order each sees the others as fresh as they are.';
