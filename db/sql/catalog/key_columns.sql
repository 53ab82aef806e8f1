create or replace function frescura.key_columns(p_view oid) returns text[]
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
   order by i.indnatts, i.indexrelid
   limit 1
$$;

comment on function frescura.key_columns(oid) is
'The columns, in their order, of a unique index that lets a materialized view (its oid) be refreshed concurrently: '
'btree, valid, over plain columns, without WHERE; null where there is none. They are the key of its rows for all that '
'tells rows apart. The rule is that of is_usable_unique_index in PostgreSQL (src/backend/commands/matview.c).';
