create or replace function frescura.reads_table(p_view oid, p_table oid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with recursive reads as (
    select frescura.definer(p_view) as relation
    union
    select c.oid
      from reads r
      join pg_rewrite w on w.ev_class = r.relation
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
      join pg_class c on c.oid = d.refobjid and c.oid <> r.relation and c.relkind in ('v', 'm', 'r', 'p', 'f')
  )
  select exists (select from reads r join frescura.family(p_table) f on f = r.relation)
$$;

comment on function frescura.reads_table(oid, oid) is
'Whether a view (its oid) reads a table or one of its partitions, through any depth of plain and materialized views.';
