create or replace function frescura.refresh_attempt(
  p_view_id bigint, p_refresh_id bigint, p_trigger_type text, p_triggered_by text)
returns frescura.refresh_log
language plpgsql volatile
as $$
declare
  v_view frescura.views;
  v_at record;
  v_row frescura.refresh_log;
  v_events bigint[];
  v_claimed bigint[];
  v_digest text;
  v_lost bigint;
  v_lock_timeout text := current_setting('lock_timeout');
begin
  select * into strict v_view from frescura.views where id = p_view_id;
  v_row.refresh_started_at := clock_timestamp();
  v_row.view_oid := v_view.view_oid;
  v_row.status := 'failed';
  <<attempt>> begin
    -- A block of its own: a lock taken in the next one would be given up with its failure, before that is logged.
    begin
      if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a refresh inside a % transaction would read data as old as the transaction',
          current_setting('transaction_isolation')
          using errcode = 'active_sql_transaction', hint = 'Call it in a transaction of its own, READ COMMITTED.';
      end if;
      perform pg_advisory_xact_lock(frescura.lock_space(), p_view_id::int);
    exception when query_canceled or others then
      get stacked diagnostics v_row.error_code = returned_sqlstate, v_row.error_message = message_text;
      exit attempt;
    end;

    begin
      perform set_config('lock_timeout', v_view.lock_timeout_ms || 'ms', true);
      select * into v_at from frescura.locate(p_view_id);
      if v_at.state = 'missing' then
        raise exception 'the materialized view %.% does not exist any more', v_view.schema_name, v_view.view_name
          using errcode = 'undefined_table', hint = 'Create it again, or remove it from the registry.';
      end if;
      if v_at.view_oid is distinct from v_view.view_oid or v_view.definition is null then
        update frescura.views set view_oid = v_at.view_oid, definition = pg_get_viewdef(v_at.view_oid), updated_at = now()
         where id = p_view_id;
      end if;
      v_row.view_oid := v_at.view_oid;
      if frescura.is_restored() then
        perform frescura.adopt();
      end if;
      perform frescura.mend_live(p_view_id, v_at.view_oid, v_view.definition);

      -- From here on the refresh vouches for all that has committed: ticket, clock and snapshot come first,
      -- each its own statement, so that the snapshot of the refresh itself is the youngest.
      v_digest := frescura.capture_digest(p_view_id);
      v_lost := pg_sequence_last_value('frescura.lost_seq');
      -- A writer whose loss is counted already may commit after the snapshot; none such may be baseline for.
      if frescura.loss_in_progress() then
        v_lost := -1;
      end if;
      -- The events before them: each that is claimed was committed before this refresh began.
      v_events := array(select id from frescura.refresh_triggers
                         where view_id = p_view_id and processed_at is null
                           for update skip locked);
      v_claimed := v_events;
      v_row.start_ticket := frescura.ticket();
      v_row.refresh_started_at := clock_timestamp();
      v_row.snapshot := frescura.safe_snapshot();
      v_row.reason := frescura.skip_reason(p_view_id, p_trigger_type);
      if v_row.reason is not null then
        v_row.status := 'skipped';
        v_events := null;
      elsif v_view.skip_unchanged and p_trigger_type = 'cron' and frescura.nothing_pending(p_view_id) then
        -- As good as a refresh: what the view contains is proven to be all there is as of this snapshot.
        v_row.status := 'skipped';
        v_row.reason := 'nothing_pending';
        select l.rows_affected into v_row.rows_affected from frescura.refresh_log l
         where l.view_id = p_view_id and l.rows_affected is not null order by l.id desc limit 1;
      else
        select m.mode, m.reason into v_row.mode, v_row.mode_reason from frescura.refresh_mode(v_at.view_oid) m;
        if v_row.mode = 'plain' and v_view.on_long_transaction = 'skip' then
          v_row.reason := frescura.long_blocker(v_at.view_oid, make_interval(secs => v_view.lock_timeout_ms / 1000.0));
        end if;
        if v_row.reason is not null then
          v_row.status := 'skipped';
          v_events := null;
        else
          select o.mode, o.mode_reason, o.rows_affected, o.rows_inserted, o.rows_deleted
            into v_row.mode, v_row.mode_reason, v_row.rows_affected, v_row.rows_inserted, v_row.rows_deleted
            from frescura.refresh_object(v_at.view_oid, v_row.mode, v_row.mode_reason) o;
          v_row.status := 'completed';
        end if;
      end if;
    exception when query_canceled or others then
      get stacked diagnostics v_row.error_code = returned_sqlstate, v_row.error_message = message_text;
      v_events := null;
      -- Dropped while this looked at it: PostgreSQL's own words name a number (XX000), or whatever it looked at last.
      if v_row.error_code in ('XX000', '42P01') and (select at.state from frescura.locate(p_view_id) at) = 'missing' then
        v_row.error_code := '42P01';
        v_row.error_message := format('the materialized view %s.%s does not exist any more', v_view.schema_name, v_view.view_name);
      end if;
    end;
    perform set_config('lock_timeout', v_lock_timeout, true);
  end;

  v_row.refresh_completed_at := clock_timestamp();
  insert into frescura.refresh_log as l
         (id, view_id, view_oid, view_name, status, reason, trigger_type, triggered_by, mode, mode_reason,
          rows_affected, rows_inserted, rows_deleted, events_covered, error_code, error_message,
          start_ticket, snapshot, refresh_started_at, refresh_completed_at, refresh_duration_ms,
          backend_pid, backend_start)
  values (p_refresh_id, p_view_id, v_row.view_oid, frescura.display_name(v_view.schema_name, v_view.view_name),
          v_row.status, v_row.reason, p_trigger_type, coalesce(p_triggered_by, current_user), v_row.mode, v_row.mode_reason,
          v_row.rows_affected, v_row.rows_inserted, v_row.rows_deleted, coalesce(cardinality(v_events), 0),
          v_row.error_code, v_row.error_message, v_row.start_ticket, v_row.snapshot,
          v_row.refresh_started_at, v_row.refresh_completed_at,
          round(1000 * extract(epoch from v_row.refresh_completed_at - v_row.refresh_started_at)),
          pg_backend_pid(), null)
  on conflict (id) do update
     set view_oid = excluded.view_oid, status = excluded.status, reason = excluded.reason, mode = excluded.mode,
         mode_reason = excluded.mode_reason, rows_affected = excluded.rows_affected,
         rows_inserted = excluded.rows_inserted, rows_deleted = excluded.rows_deleted,
         events_covered = excluded.events_covered, error_code = excluded.error_code,
         -- PostgreSQL says of all of them that a user asked for it; whoever cancelled it knew why (frescura.cancel_overdue).
         error_message = case
           when excluded.error_code <> '57014' then excluded.error_message
           when l.cancelled_by is not null then format('The refresh was cancelled by %s.', l.cancelled_by)
           else coalesce(l.error_message, excluded.error_message) end,
         start_ticket = excluded.start_ticket,
         snapshot = excluded.snapshot, refresh_started_at = excluded.refresh_started_at,
         refresh_completed_at = excluded.refresh_completed_at,
         refresh_duration_ms = excluded.refresh_duration_ms
  returning * into v_row;

  if v_row.status = 'completed' or v_row.reason = 'nothing_pending' then
    perform frescura.set_baseline(p_view_id, v_row.id, v_row.view_oid, v_row.snapshot, v_row.refresh_started_at, v_digest, v_lost);
    update frescura.refresh_triggers set processed_at = clock_timestamp(), refresh_id = p_refresh_id
     where id = any(v_events);
  elsif v_row.status = 'failed' and p_trigger_type = 'event' then
    perform frescura.count_event_failure(v_view.id, v_view.event_attempts_max, v_row.error_message, v_claimed);
  end if;
  perform frescura.record_outcome(
    p_view_id, case when v_row.reason = 'nothing_pending' then 'completed'
                    when v_row.reason like 'long_transaction:%' then 'held'
                    -- What a person cancelled is neither a failure of the view nor to be tried again in half a minute.
                    when v_row.cancelled_by is not null then 'cancelled'
                    else v_row.status end, p_trigger_type);
  if v_row.status = 'completed' then
    perform frescura.wake_downstreams(p_view_id);
  end if;
  perform pg_notify('frescura', json_build_object('refresh', v_row.id, 'view', v_view.slug, 'status', v_row.status)::text);
  return v_row;
end
$$;

comment on function frescura.refresh_attempt(bigint, bigint, text, text) is
'The one place that refreshes: waits for the lock of the view (id in frescura.views), claims its waiting events, refreshes, and writes or completes the row of frescura.refresh_log with the given id, which it returns. A failure is caught and told by status, error_code (SQLSTATE) and error_message; the DETAIL of an error is never kept, since it can quote a customer''s row. Call frescura.refresh or frescura.refresh_tracked instead.';
