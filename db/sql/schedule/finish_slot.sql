create or replace function frescura.finish_slot(
  p_schedule_id bigint, p_due_at timestamptz, p_outcome text, p_refresh_id bigint default null)
returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.schedule_runs
     set completed_at = clock_timestamp(), outcome = p_outcome, refresh_id = p_refresh_id
   where schedule_id = p_schedule_id and due_at = p_due_at
$$;

comment on function frescura.finish_slot(bigint, timestamptz, text, bigint) is
'Records how a claimed slot ended (completed, failed, covered, skipped, nothing_waiting) and the refresh that served '
'it.';
