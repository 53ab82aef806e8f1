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
  v_definition text;
  v_digest text;
  v_lost bigint;
  v_lock_timeout text := current_setting('lock_timeout');
begin
  select * into strict v_view from frescura.views where id = p_view_id;
  v_row.id := p_refresh_id;
  v_row.view_id := p_view_id;
  v_row.view_oid := v_view.view_oid;
  v_row.trigger_type := p_trigger_type;
  v_row.triggered_by := coalesce(p_triggered_by, current_user);
  v_row.refresh_started_at := clock_timestamp();
  v_row.status := 'failed';
  <<attempt>> begin
    -- A block of its own: a lock taken in the next one would be given up with its failure, before that is logged.
    begin
      if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a refresh inside a % transaction would read data as old as the transaction',
          current_setting('transaction_isolation')
          using errcode = 'active_sql_transaction', hint = 'Call it in a transaction of its own, READ COMMITTED.';
      end if;
      perform frescura.lock_view(p_view_id);
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
        v_definition := frescura.definition(v_at.view_oid);
        update frescura.views set view_oid = v_at.view_oid, definition = v_definition, updated_at = now()
         where id = p_view_id;
      end if;
      v_row.view_oid := v_at.view_oid;
      if frescura.is_restored() then
        perform frescura.adopt();
      end if;
      perform frescura.mend_live(p_view_id, v_at.view_oid, v_view.definition);

      perform frescura.judge(p_view_id);

      -- From here on the refresh counts for all that has committed: ticket, clock and snapshot come first,
      -- each its own statement, so that the snapshot of the refresh itself is the youngest.
      v_digest := frescura.capture_digest(p_view_id);
      v_lost := frescura.lost_count();
      -- The events before them: each that is claimed was committed before this refresh began.
      v_events := array(select id from frescura.refresh_triggers
                         where view_id = p_view_id and processed_at is null
                           for update skip locked);
      v_claimed := v_events;
      v_row.start_ticket := frescura.ticket();
      v_row.refresh_started_at := clock_timestamp();
      v_row.snapshot := frescura.safe_snapshot();
      v_row.definition_digest := frescura.definition_digest(v_at.view_oid);
      select s.reason, s.detail into v_row.reason, v_row.reason_detail
        from frescura.skip_reason(p_view_id, p_trigger_type) s;
      if v_row.reason is not null then
        v_row.status := 'skipped';
        v_events := null;
      elsif p_trigger_type = 'cron' and (v_view.skip_unchanged or v_row.triggered_by like '%:targets')
            and frescura.nothing_pending(p_view_id) then
        -- As good as a refresh: what the view contains is proven to be all there is as of this snapshot.
        v_row.status := 'skipped';
        v_row.reason := 'nothing_pending';
        select l.rows_affected into v_row.rows_affected from frescura.refresh_log l
         where l.view_id = p_view_id and l.rows_affected is not null order by l.id desc limit 1;
      else
        select m.mode, m.reason into v_row.mode, v_row.mode_reason from frescura.refresh_mode(v_at.view_oid) m;
        v_row.strategy := frescura.chosen_strategy(p_view_id);
        if v_row.mode = 'plain' and v_view.on_long_transaction = 'skip' then
          v_row.reason_detail := frescura.long_blocker(v_at.view_oid,
                                                       make_interval(secs => v_view.lock_timeout_ms / 1000.0));
          v_row.reason := case when v_row.reason_detail is not null then 'long_transaction' end;
        end if;
        if v_row.reason is not null then
          v_row.status := 'skipped';
          v_events := null;
        else
          perform frescura.hold_upstreams(v_at.view_oid);
          v_row.lineage := frescura.lineage(v_at.view_oid);
          select o.mode, o.mode_reason, o.mode_detail, o.rows_affected, o.rows_inserted, o.rows_deleted, o.keys,
                 o.rows_written, o.rows_hot
            into v_row.mode, v_row.mode_reason, v_row.mode_detail, v_row.rows_affected, v_row.rows_inserted,
                 v_row.rows_deleted, v_row.keys, v_row.rows_written, v_row.rows_hot
            from frescura.refresh_object(v_at.view_oid, v_row.mode, v_row.mode_reason) o;
          v_row.status := 'completed';
          if frescura.changed_below(v_row.lineage) then
            v_row.data_as_of := '-infinity';
          end if;
          -- The text is another one too where a column that it names was renamed. Asked last, with the locks that it
          -- waits for taken.
          if v_definition is null then
            v_definition := frescura.definition(v_at.view_oid);
            if v_definition is distinct from v_view.definition then
              update frescura.views set definition = v_definition, updated_at = now() where id = p_view_id;
            end if;
          end if;
        end if;
      end if;
      if v_row.status = 'completed' or v_row.reason = 'nothing_pending' then
        v_row.data_as_of := least(v_row.data_as_of, frescura.roots_as_of(v_row.refresh_started_at, v_row.lineage));
        select c.xmin::text into v_row.view_version from pg_class c where c.oid = v_at.view_oid;
      end if;
    exception when query_canceled or others then
      get stacked diagnostics v_row.error_code = returned_sqlstate, v_row.error_message = message_text;
      v_events := null;
      -- Dropped while this looked at it: PostgreSQL's own words name a number (XX000), or whatever it looked at last.
      if v_row.error_code in ('XX000', '42P01')
         and (select at.state from frescura.locate(p_view_id) at) = 'missing' then
        v_row.error_code := '42P01';
        v_row.error_message := format('the materialized view %s.%s does not exist any more',
                                       v_view.schema_name, v_view.view_name);
      end if;
    end;
    perform set_config('lock_timeout', v_lock_timeout, true);
  end;

  v_row.refresh_completed_at := clock_timestamp();
  v_row := frescura.record_attempt(v_row, v_events, v_claimed, v_digest, v_lost);
  if v_row.status = 'completed' and v_row.mode = 'delta' then
    perform frescura.prove_delta(p_view_id);
  end if;
  return v_row;
end
$$;

comment on function frescura.refresh_attempt(bigint, bigint, text, text) is
'The one place that refreshes: waits for the lock of the view (id in frescura.views), claims its waiting events, '
'refreshes, and has the attempt recorded under the given id of frescura.refresh_log, whose row it returns. A failure '
'is caught and told by status, error_code (SQLSTATE) and error_message; the DETAIL of an error is never kept, since it '
'can quote a customer''s row. Call frescura.refresh or frescura.refresh_tracked instead.';
