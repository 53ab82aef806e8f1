create or replace function frescura.upstreams(p_view_id bigint) returns table (view_id bigint, slug text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select u.id, u.slug
    from frescura.locate(p_view_id) at
    cross join lateral frescura.base_relations(at.view_oid) b
    join pg_class c on c.oid = b.relation join pg_namespace n on n.oid = c.relnamespace
    join frescura.views u on u.schema_name = n.nspname and u.view_name = c.relname
   where b.kind = 'm' and at.view_oid is not null
   order by u.id
$$;

comment on function frescura.upstreams(bigint) is
'The registered materialized views that a view (id in frescura.views) reads, directly or through plain views, found '
'from the catalog.';
