create or replace function frescura.record_attempt(
  p_attempt frescura.refresh_log, p_events bigint[], p_claimed bigint[], p_digest text, p_lost bigint)
returns frescura.refresh_log
language plpgsql volatile
as $$
declare
  v_view frescura.views;
  v_row frescura.refresh_log;
  v_covered bigint[];
begin
  select * into strict v_view from frescura.views where id = p_attempt.view_id;
  insert into frescura.refresh_log as l
         (id, view_id, view_oid, view_name, status, reason, reason_detail, trigger_type, triggered_by,
          mode, mode_reason, mode_detail,
          rows_affected, rows_inserted, rows_deleted, events_covered, error_code, error_message,
          start_ticket, snapshot, refresh_started_at, refresh_completed_at, refresh_duration_ms, backend_pid,
          data_as_of, lineage, view_version, definition_digest, strategy, keys, rows_written, rows_hot)
  values (p_attempt.id, p_attempt.view_id, p_attempt.view_oid,
          frescura.display_name(v_view.schema_name, v_view.view_name), p_attempt.status, p_attempt.reason,
          p_attempt.reason_detail, p_attempt.trigger_type, p_attempt.triggered_by,
          p_attempt.mode, p_attempt.mode_reason, p_attempt.mode_detail,
          p_attempt.rows_affected, p_attempt.rows_inserted, p_attempt.rows_deleted, coalesce(cardinality(p_events), 0),
          p_attempt.error_code, p_attempt.error_message, p_attempt.start_ticket, p_attempt.snapshot,
          p_attempt.refresh_started_at, p_attempt.refresh_completed_at,
          round(1000 * extract(epoch from p_attempt.refresh_completed_at - p_attempt.refresh_started_at)),
          pg_backend_pid(), p_attempt.data_as_of, p_attempt.lineage, p_attempt.view_version,
          p_attempt.definition_digest, p_attempt.strategy, p_attempt.keys, p_attempt.rows_written,
          p_attempt.rows_hot)
  on conflict (id) do update
     set view_oid = excluded.view_oid, status = excluded.status, reason = excluded.reason,
         reason_detail = excluded.reason_detail, mode = excluded.mode, mode_reason = excluded.mode_reason,
         mode_detail = excluded.mode_detail, rows_affected = excluded.rows_affected,
         rows_inserted = excluded.rows_inserted, rows_deleted = excluded.rows_deleted,
         events_covered = excluded.events_covered, error_code = excluded.error_code,
         -- PostgreSQL says of all of them that a user asked for it; whoever cancelled it knew why (frescura.reap).
         error_message = case
           when excluded.error_code <> '57014' then excluded.error_message
           when l.cancelled_by is not null then format('The refresh was cancelled by %s.', l.cancelled_by)
           else coalesce(l.error_message, excluded.error_message) end,
         start_ticket = excluded.start_ticket, snapshot = excluded.snapshot,
         refresh_started_at = excluded.refresh_started_at, refresh_completed_at = excluded.refresh_completed_at,
         refresh_duration_ms = excluded.refresh_duration_ms, data_as_of = excluded.data_as_of,
         lineage = excluded.lineage, view_version = excluded.view_version,
         definition_digest = excluded.definition_digest, strategy = excluded.strategy, keys = excluded.keys,
         rows_written = excluded.rows_written, rows_hot = excluded.rows_hot
  returning * into v_row;

  if v_row.status = 'completed' or v_row.reason = 'nothing_pending' then
    update frescura.tracking
       set baseline_snapshot = v_row.snapshot, baseline_at = v_row.refresh_started_at, baseline_oid = v_row.view_oid,
           baseline_refresh_id = v_row.id, capture_digest = p_digest, lost_count = p_lost
     where view_id = v_view.id;
    v_covered := array(select t.id from frescura.refresh_triggers t
                        where t.id = any (p_events)
                          and (v_row.lineage is null or t.operation = 'request'
                               or frescura.contains(v_row, t.xid, frescura.event_source(t))));
    update frescura.refresh_triggers set processed_at = clock_timestamp(), refresh_id = v_row.id
     where id = any (v_covered);
    update frescura.refresh_log set events_covered = cardinality(v_covered)
     where id = v_row.id and events_covered <> cardinality(v_covered);
    v_row.events_covered := cardinality(v_covered);
    perform frescura.leave_behind(v_row, array(select e from unnest(p_events) e where e <> all (v_covered)));
  elsif v_row.status = 'failed' and v_row.trigger_type = 'event' then
    -- Of those that it had claimed, or of all where it came to none.
    update frescura.refresh_triggers
       set attempts = attempts + 1, last_error = v_row.error_message,
           dead_letter_at = case when attempts + 1 >= v_view.event_attempts_max then clock_timestamp() end
     where view_id = v_view.id and processed_at is null and dead_letter_at is null
       and (p_claimed is null or id = any (p_claimed));
  end if;
  perform frescura.record_outcome(
    v_view.id, case when v_row.reason = 'nothing_pending' then 'completed'
                    when v_row.reason = 'long_transaction' then 'held'
                    -- What a person cancelled is no failure of the view, nor to be tried again in half a minute.
                    when v_row.cancelled_by is not null then 'cancelled'
                    else v_row.status end, v_row.trigger_type);
  if v_row.status = 'completed' then
    perform frescura.note_own_scans(v_view.id, v_row.view_oid);
    perform frescura.wake_downstreams(v_view.id);
  end if;
  -- Everyone who may connect hears it: so it tells where to look, and nothing else.
  perform pg_notify('frescura', json_build_object('refresh', v_row.id)::text);
  return v_row;
end
$$;

comment on function frescura.record_attempt(frescura.refresh_log, bigint[], bigint[], text, bigint) is
'Writes down an attempt to refresh that has ended, or completes its row of frescura.refresh_log, which it returns, '
'and draws the consequences: what the view now contains (frescura.tracking; fingerprint and count of lost events must '
'have been read before the snapshot), the events that it answered (of p_events: those that have come through all '
'views below), or its failure counted at those it had claimed (p_claimed, null: at all that wait). An event that '
'reached views.event_attempts_max is set aside: it asks for no more refreshes, but the next one that succeeds covers '
'it. Called by frescura.refresh_attempt alone.';
