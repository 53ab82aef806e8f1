create or replace function frescura.family_head(p_table oid) returns oid
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with recursive above (member, height) as (
    select p_table, 0
    union all
    select i.inhparent, a.height + 1 from above a join pg_inherits i on i.inhrelid = a.member and i.inhseqno = 1
  )
  select member from above order by height desc limit 1
$$;

comment on function frescura.family_head(oid) is
'The table (its oid) above a partition or child, at every height; itself where it is none.';
