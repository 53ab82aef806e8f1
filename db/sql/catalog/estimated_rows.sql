create or replace function frescura.estimated_rows(p_relation oid) returns float8
language sql stable set search_path = pg_catalog, pg_temp
as $$
  -- Of one that was never analyzed by its size.
  select case when c.reltuples >= 0 then c.reltuples else pg_relation_size(c.oid) / 100.0 end
    from pg_class c where c.oid = p_relation
$$;

comment on function frescura.estimated_rows(oid) is
'About how many rows a table or materialized view (its oid) has, by the statistics; where there are none, by its size.';
