create or replace function frescura.base_relations(p_view oid)
returns table (relation oid, kind "char", rule_version text)
language sql stable
as $$
  with recursive reads as (
    select frescura.definer(p_view) as view
    union
    select c.oid from reads d
      join pg_rewrite w on w.ev_class = d.view
      join pg_depend p on p.classid = 'pg_rewrite'::regclass and p.objid = w.oid and p.refclassid = 'pg_class'::regclass
      join pg_class c on c.oid = p.refobjid
     where c.oid <> d.view and c.relkind in ('v', 'm', 'r', 'p', 'f')
       and d.view in (select oid from pg_class where relkind in ('v', 'm') and (relkind = 'v' or oid = p_view))
  )
  -- A managed table changes by refreshes alone, as a materialized view does.
  select c.oid, case when m.relation is not null then 'm' else c.relkind end,
         (select string_agg(w.xmin::text, ',' order by w.oid) from pg_rewrite w
           where w.ev_class = c.oid and c.relkind = 'v')
    from reads r join pg_class c on c.oid = r.view left join frescura.managed() m on m.relation = c.oid
   where c.oid <> frescura.definer(p_view)
$$;

comment on function frescura.base_relations(oid) is
'All that a materialized view (its oid) reads, through plain views down to tables, other materialized views and '
'foreign tables: relation, kind (pg_class.relkind; m for a managed table), and for a plain view the version of its '
'rule.';
