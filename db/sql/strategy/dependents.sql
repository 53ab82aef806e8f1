create or replace function frescura.dependents(p_view oid) returns table (kind text, relation oid, name text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with part as (
    select 'pg_class'::regclass as class, p_view as oid
    union all
    select 'pg_type'::regclass, x.oid
      from pg_type t cross join lateral (values (t.oid), (t.typarray)) x (oid) where t.typrelid = p_view and x.oid <> 0
  ), found as (
    select case when w.oid is null then d.classid else 'pg_class'::regclass end as class,
           coalesce(w.ev_class, d.objid) as oid,
           -- A column that is a row of the view would come to be of another type.
           bool_or(w.oid is not null
                   and (d.refclassid = 'pg_type'::regclass or w.ev_type <> '1'
                        or exists (select from pg_attribute a join part y on y.class = 'pg_type'::regclass
                                       and y.oid = a.atttypid where a.attrelid = w.ev_class))) as holds_type
      from pg_depend d
      join part p on p.class = d.refclassid and p.oid = d.refobjid
      left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
      left join pg_trigger g on d.classid = 'pg_trigger'::regclass and g.oid = d.objid
     where (d.deptype = 'n' or d.classid in ('pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_constraint'::regclass,
                                             'pg_publication_rel'::regclass))
       and w.ev_class is distinct from p_view
       and coalesce(g.tgname, '') !~ '^frescura_managed_[0-9]+$'
     group by 1, 2
  )
  select case when f.class = 'pg_proc'::regclass then 'function'
              when f.class <> 'pg_class'::regclass or f.holds_type then 'other'
              when c.relkind = 'm' then 'materialized_view'
              when c.relkind = 'v' then 'view'
              else 'other' end,
         c.oid,
         case when c.oid is null then pg_describe_object(f.class, f.oid, 0)
              else format('%I.%I', n.nspname, c.relname) end
    from found f
    left join pg_class c on f.class = 'pg_class'::regclass and c.oid = f.oid
    left join pg_namespace n on n.oid = c.relnamespace
   order by 3
$$;

comment on function frescura.dependents(oid) is
'What is built on a view, as a materialized view or a managed table (its oid), and not a part of it: kind (view, '
'materialized_view, function, other), its oid where it is a relation, and its name. A plain view can follow to another '
'relation of that name, the others cannot; nor one with a column of the view''s row type, which is other.';
