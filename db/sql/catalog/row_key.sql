create or replace function frescura.row_key(p_table regclass) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case count(*) when 0 then 'r::text' when 1 then min(format('r.%I', a.attname))
                       else format('concat_ws(''/'', %s)', string_agg(
                         case when t.typcategory in ('N', 'D', 'B') or t.typname = 'uuid' then format('r.%I', a.attname)
                              -- Or ('x/y', 'z') and ('x', 'y/z') would be one row.
                              else format($x$regexp_replace(r.%I::text, '([/\\])', '\\\1', 'g')$x$, a.attname) end,
                         ', ' order by k.n)) end
    from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (attnum, n)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    join pg_type t on t.oid = a.atttypid
   where i.indrelid = p_table and i.indisprimary
$$;

comment on function frescura.row_key(regclass) is
'The expression over the row r that identifies a row of a table: its primary key, several columns joined by "/", '
'in texts with a backslash before each "/"; without one the whole row.';
