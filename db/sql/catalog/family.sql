create or replace function frescura.family(p_table oid) returns setof oid
language sql stable
as $$
  with recursive family as (
    select p_table as member
    union
    select i.inhrelid from family f join pg_inherits i on i.inhparent = f.member
  )
  select member from family
$$;

comment on function frescura.family(oid) is
'A table (its oid) with all its partitions or children, at every depth: a statement can name any of them.';
