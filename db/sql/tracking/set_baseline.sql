create or replace function frescura.set_baseline(
  p_view_id bigint, p_refresh_id bigint, p_view_oid oid, p_snapshot pg_snapshot, p_at timestamptz,
  p_digest text, p_lost bigint)
returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.tracking
     set baseline_snapshot = p_snapshot, baseline_at = p_at, baseline_oid = p_view_oid, baseline_refresh_id = p_refresh_id,
         capture_digest = p_digest, lost_count = p_lost
   where view_id = p_view_id
$$;

comment on function frescura.set_baseline(bigint, bigint, oid, pg_snapshot, timestamptz, text, bigint) is
'Records in frescura.tracking, in the transaction of the refresh, which snapshot the view now contains. Fingerprint and count of lost events must have been read before the snapshot.';
