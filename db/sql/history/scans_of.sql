create or replace function frescura.scans_of(p_view oid, out counted bigint, out own bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(sum(pg_stat_get_numscans(r.oid)), 0), coalesce(sum(pg_stat_get_xact_numscans(r.oid)), 0)
    from (select p_view union all select i.indexrelid from pg_index i where i.indrelid = p_view) r (oid)
$$;

comment on function frescura.scans_of(oid) is
'Scans of a view (oid) and its indexes: those that PostgreSQL has counted so far, of all sessions (counted), and '
'those of this transaction, which it has not yet (own).';
