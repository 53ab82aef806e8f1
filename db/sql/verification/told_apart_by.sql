create or replace function frescura.told_apart_by(p_view_id bigint, p_view oid) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(
    (select t.key_columns from frescura.tracking t
      where t.view_id = p_view_id
        and (select count(*) from pg_attribute a
              where a.attrelid = p_view and a.attname = any (t.key_columns)) = cardinality(t.key_columns)),
    frescura.key_columns(p_view))
$$;

comment on function frescura.told_apart_by(bigint, oid) is
'The columns that tell the rows of a view apart (its id in frescura.views, its oid): the keys of its ledger where it '
'is tracked, whichever unique index it has by now; else those of frescura.key_columns.';
