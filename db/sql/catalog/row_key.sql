create or replace function frescura.row_key(p_table regclass) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case count(*) when 0 then 'r::text' when 1 then min(format('r.%I', a.attname))
                       else format('concat_ws(''/'', %s)', string_agg(format('r.%I', a.attname), ', ' order by k.n)) end
    from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (attnum, n)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
   where i.indrelid = p_table and i.indisprimary
$$;

comment on function frescura.row_key(regclass) is
'The expression over the row r that identifies a row of a table: its primary key, several columns joined by "/"; '
'without one the whole row.';
