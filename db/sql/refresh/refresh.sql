create or replace function frescura.refresh(
  p_view text, p_trigger_type text default 'manual', p_triggered_by text default current_user,
  p_arrived bigint default null)
returns table (refresh_id bigint, duration_ms bigint, rows_affected bigint, status text)
language plpgsql volatile
as $$
declare
  -- Asked first: a ticket can give the transaction its id.
  v_has_written boolean := pg_current_xact_id_if_assigned() is not null;
  v_view_id bigint := frescura.view_id(p_view);
  v_arrived bigint := coalesce(p_arrived, frescura.ticket());
  v_row frescura.refresh_log;
begin
  perform frescura.check_trigger_type(p_trigger_type);
  -- Another session's refresh cannot see what this transaction has written, so a writer never shares one.
  if not v_has_written then
    perform frescura.lock_view(v_view_id);
    -- Where nothing but pg_cron or psql comes by, this is what ends a killed attempt on the record.
    if current_setting('transaction_isolation') = 'read committed' then
      perform frescura.reap(v_view_id);
    end if;
    v_row := frescura.shared_refresh(v_view_id, v_arrived);
  end if;
  if v_row.id is null then
    v_row := frescura.refresh_attempt(
      v_view_id, nextval('frescura.refresh_log_id_seq'), p_trigger_type, p_triggered_by);
  end if;
  return query select v_row.id, v_row.refresh_duration_ms, v_row.rows_affected, v_row.status;
end
$$;

comment on function frescura.refresh(text, text, text, bigint) is
'Refreshes a registered view (slug or name) inside the caller''s transaction and logs the attempt. trigger_type: cron, '
'event, manual, test. Returns the row of frescura.refresh_log that answers: refresh_id, duration_ms, rows_affected, '
'status (completed or failed; a failure is not raised). A request that waited while another refresh ran shares one '
'that began after it arrived. A backend killed in the middle leaves no row, since all is one transaction: use '
'frescura.refresh_tracked where that matters.';
