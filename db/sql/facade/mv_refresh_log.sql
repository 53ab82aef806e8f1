create or replace view public.mv_refresh_log as
  select id, view_name, status, trigger_type, triggered_by, rows_affected, error_message, refresh_started_at,
         refresh_completed_at, refresh_duration_ms, duration_ms, created_at, view_id, view_oid, mode, mode_reason,
         reason, error_code, rows_inserted, rows_deleted, events_covered, start_ticket, snapshot, backend_pid,
         backend_start, cancelled_by, reason_detail, mode_detail, data_as_of, lineage, view_version, definition_digest
    from frescura.refresh_log;

comment on view public.mv_refresh_log is
'Frescura: one row per attempt to refresh a view. The columns are explained at frescura.refresh_log.';
