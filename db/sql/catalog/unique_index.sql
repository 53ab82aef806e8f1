create or replace function frescura.unique_index(p_view oid) returns oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select i.indexrelid
    from pg_index i
    join pg_class c on c.oid = i.indexrelid
    join pg_am a on a.oid = c.relam
   where i.indrelid = p_view and i.indisunique and i.indimmediate and i.indisvalid
     and i.indpred is null and a.amname = 'btree'
     and (select bool_and(k > 0) from unnest(i.indkey::int2[]) k)
   order by i.indnatts, i.indexrelid
   limit 1
$$;

comment on function frescura.unique_index(oid) is
'A unique index that lets the materialized view be refreshed concurrently, or null: btree, valid, over plain columns, without WHERE. The rule is that of is_usable_unique_index in PostgreSQL (src/backend/commands/matview.c).';
