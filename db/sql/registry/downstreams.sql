create or replace function frescura.downstreams(p_view_id bigint) returns table (view_id bigint, slug text)
language sql stable rows 10 set search_path = pg_catalog, public, pg_temp
as $$
  with recursive managed as materialized (
    select * from frescura.managed()
  ), readers as (
    select c.oid as relation, c.relkind, true as start
      from frescura.views v
      join pg_namespace n on n.nspname = v.schema_name
      join pg_class c on c.relnamespace = n.oid and c.relname = v.view_name
       and (c.relkind = 'm' or (c.oid, v.id) in (select m.relation, m.view_id from managed m))
     where v.id = p_view_id
    union
    select c.oid, case when d.relation is not null then 'm' else c.relkind end, false
      from readers r
      join pg_depend p on p.refclassid = 'pg_class'::regclass and p.refobjid = r.relation
                      and p.classid = 'pg_rewrite'::regclass
      join pg_rewrite w on w.oid = p.objid
      left join managed d on d.definer = w.ev_class
      join pg_class c on c.oid = coalesce(d.relation, w.ev_class) and c.oid <> r.relation
     where r.start or r.relkind = 'v'
  )
  select v.id, v.slug
    from readers r
    join pg_class c on c.oid = r.relation
    join pg_namespace n on n.oid = c.relnamespace
    join frescura.views v on v.schema_name = n.nspname::text and v.view_name = c.relname::text
   where r.relkind = 'm' and not r.start
  union
  -- One that was renamed is followed by its number.
  select v.id, v.slug
    from readers r join frescura.views v on v.view_oid = r.relation
   where r.relkind = 'm' and not r.start
     and not exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where n.nspname = v.schema_name and c.relname = v.view_name
                        and (c.relkind = 'm' or (c.oid, v.id) in (select m.relation, m.view_id from managed m)))
   order by 1
$$;

comment on function frescura.downstreams(bigint) is
'The registered materialized views that read a view (id in frescura.views), directly or through plain views, found '
'from the catalog: the other way round than frescura.upstreams.';
