create or replace function frescura.equal_is_same(p_relation oid, p_column smallint) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- What B-trees ask before they keep one copy of equal values: 1.0 and 1.00 are equal and not the same.
  select exists (
    select from pg_attribute a join pg_type y on y.oid = a.atttypid
      join pg_opclass o on o.opcdefault and o.opcmethod = (select oid from pg_am where amname = 'btree')
       and o.opcintype = case when y.oid = 'varchar'::regtype then 'text'::regtype else y.oid end
      join pg_amproc p on p.amprocfamily = o.opcfamily and p.amproclefttype = o.opcintype
        and p.amprocrighttype = o.opcintype
       and p.amprocnum = 4
     where a.attrelid = p_relation and a.attnum = p_column and a.attcollation = y.typcollation
       and (p.amproc = 'btequalimage(oid)'::regprocedure
            or p.amproc = 'btvarstrequalimage(oid)'::regprocedure
               and exists (select from pg_collation c where c.oid = a.attcollation and c.collisdeterministic)))
$$;

comment on function frescura.equal_is_same(oid, smallint) is
'Whether equal values of a column (its relation and number) are the same in every way, so that one may stand for the '
'other.';
