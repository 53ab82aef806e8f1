create or replace function frescura.trial_columns(p_view oid, p_source oid)
returns table (name text, may_be_null boolean, is_referenced boolean)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with rule as (
    select w.oid from pg_rewrite w
     where w.ev_class = frescura.definer(p_view)
        or w.ev_class in (select b.relation from frescura.base_relations(p_view) b where b.kind = 'v')
  ), read as (
    select distinct a.attname
      from rule
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = rule.oid
       and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
       and frescura.family_head(d.refobjid) = frescura.family_head(p_source)
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
  )
  select a.attname::text, not a.attnotnull,
         exists (select from pg_constraint k
                  where k.confrelid = p_source and k.contype = 'f' and a.attnum = any (k.confkey))
    from pg_attribute a
   where a.attrelid = p_source and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
     and (a.attname in (select attname from read) or not exists (select from read))
   order by a.attnum
$$;

comment on function frescura.trial_columns(oid, oid) is
'The columns of a source (its oid) that the definition of a view (its oid) reads and that can be written: each with '
'whether it may be null, and whether a foreign key refers to it.';
