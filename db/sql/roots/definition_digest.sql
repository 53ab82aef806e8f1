create or replace function frescura.definition_digest(p_view oid) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with rules as (
    select w.oid, w.xmin, w.ev_class from pg_rewrite w
     where w.ev_class = frescura.definer(p_view)
        or w.ev_class in (select b.relation from frescura.base_relations(p_view) b where b.kind = 'v')
  ), functions as (
    select distinct p.oid, p.xmin::text as version
      from rules r
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_proc'::regclass
      join pg_proc p on p.oid = d.refobjid
  )
  select concat_ws(' ', array(select f.oid from functions f order by f.oid),
                   array(select f.version from functions f order by f.oid),
                   array(select r.oid from rules r where r.ev_class <> frescura.definer(p_view) order by r.oid),
                   array(select r.xmin from rules r where r.ev_class <> frescura.definer(p_view) order by r.oid))
$$;

comment on function frescura.definition_digest(oid) is
'A fingerprint of what the definition of a view (its oid) goes through: the functions that it calls and the rules of '
'the plain views in it, each list with the versions after it. When one of them is replaced, the view''s rows may be '
'others after its next refresh. A function that such a function calls is not seen.';
