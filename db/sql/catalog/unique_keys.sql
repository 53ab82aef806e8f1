create or replace function frescura.unique_keys(p_view oid) returns setof text[]
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select array(select a.attname::text
                 from unnest(i.indkey::int2[]) with ordinality k (attnum, n)
                 join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                where k.n <= i.indnkeyatts order by k.n)
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am m on m.oid = c.relam
   where i.indrelid = p_view and i.indisunique and i.indimmediate and i.indisvalid
     and i.indpred is null and m.amname = 'btree'
     and (select bool_and(k > 0) from unnest(i.indkey::int2[]) k)
   order by i.indnkeyatts, i.indnatts, i.indexrelid
$$;

comment on function frescura.unique_keys(oid) is
'The columns, in their order and without those that are only included, of each unique index that lets a materialized '
'view (its oid) be refreshed concurrently: btree, valid, over plain columns, without WHERE; the smallest first. The '
'rule is that of is_usable_unique_index in PostgreSQL (src/backend/commands/matview.c).';
