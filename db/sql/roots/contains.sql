create or replace function frescura.contains(p_attempt frescura.refresh_log, p_xid xid8, p_source oid default null)
returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(pg_visible_in_snapshot(p_xid, p_attempt.snapshot), false)
     and not exists (
       select from jsonb_array_elements(p_attempt.lineage) s (step)
        where (s.step ? 'unknown'
               or not coalesce(pg_visible_in_snapshot(p_xid, (s.step ->> 'snapshot')::pg_snapshot), false))
          and (p_source is null or frescura.reads_table((s.step ->> 'oid')::oid, p_source)))
$$;

comment on function frescura.contains(frescura.refresh_log, xid8, oid) is
'Whether a view contains after that good refresh what a transaction wrote to a table (its oid; null: wherever it '
'wrote): it, and every materialized view through which that comes, saw the transaction as committed. Where that is '
'not known: false.';
