create or replace function frescura.edges() returns table (view_id bigint, upstream_id bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- As frescura.upstreams says of one, of all at once: view by view it would cost a millisecond for each.
  with recursive managed as materialized (
    select * from frescura.managed()
  ), located as materialized (
    select v.id, coalesce(named.oid, known.oid) as oid
      from frescura.views v
      left join pg_namespace n on n.nspname = v.schema_name
      left join pg_class named on named.relnamespace = n.oid and named.relname = v.view_name
           and (named.relkind = 'm' or (named.oid, v.id) in (select m.relation, m.view_id from managed m))
      left join pg_class known on named.oid is null and known.oid = v.view_oid
           and (known.relkind = 'm' or (known.oid, v.id) in (select m.relation, m.view_id from managed m))
  ), rules as materialized (
    select distinct coalesce(d.relation, w.ev_class) as reader, c.oid as relation,
           case when m.relation is not null then 'm' else c.relkind end as relkind, n.nspname, c.relname
      from pg_depend p
      join pg_rewrite w on w.oid = p.objid
      join pg_class c on c.oid = p.refobjid
      join pg_namespace n on n.oid = c.relnamespace
      left join managed m on m.relation = c.oid
      -- What the plain view with the definition of a managed table reads, that reads.
      left join managed d on d.definer = w.ev_class
     where p.classid = 'pg_rewrite'::regclass and p.refclassid = 'pg_class'::regclass
       and (c.relkind in ('v', 'm') or m.relation is not null)
       and c.oid <> w.ev_class
  ), reads as (
    select l.id as view_id, r.relation, r.relkind, r.nspname, r.relname from located l join rules r on r.reader = l.oid
    union
    select d.view_id, r.relation, r.relkind, r.nspname, r.relname
      from reads d join rules r on r.reader = d.relation where d.relkind = 'v'
  )
  select distinct d.view_id, u.id
    from reads d join frescura.views u on u.schema_name = d.nspname and u.view_name = d.relname
   where d.relkind = 'm'
$$;

comment on function frescura.edges() is
'Which registered view (view_id) reads which registered view (upstream_id), directly or through plain views, found '
'from the catalog.';
