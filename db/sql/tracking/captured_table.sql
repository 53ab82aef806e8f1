create or replace function frescura.captured_table(p_source_id bigint) returns oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- Of a partitioned table and its partitions the one above the others.
  select g.tgrelid from pg_trigger g
   where g.tgname = 'frescura_capture_' || p_source_id || '_insert'
     and not exists (select from pg_inherits i join pg_trigger p on p.tgrelid = i.inhparent and p.tgname = g.tgname
                      where i.inhrelid = g.tgrelid)
   order by g.tgrelid limit 1
$$;

comment on function frescura.captured_table(bigint) is
'The table (its oid) on which the triggers of a row of frescura.view_sources stand, whatever it is called now; null '
'where they stand nowhere.';
