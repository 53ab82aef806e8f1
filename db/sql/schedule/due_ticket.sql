create or replace function frescura.due_ticket(p_view_id bigint, p_due_at timestamptz) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Waits for a refresh that runs: only once it has ended does the log say since when its data is.
  perform pg_advisory_xact_lock(frescura.lock_space(), p_view_id::int);
  return (
    select coalesce(max(l.start_ticket), 0) from frescura.refresh_log l
     where l.view_id = p_view_id
       and (l.refresh_started_at < p_due_at
            -- What failed for somebody else is no answer: the slot is there to try again.
            or (l.status = 'failed' and l.trigger_type <> 'cron')));
end
$$;

comment on function frescura.due_ticket(bigint, timestamptz) is
'The ticket with which a slot that was due at p_due_at asks for a refresh of a view (id in frescura.views): one that '
'began at or after that moment answers it, whoever asked for that one. So two schedules due at the same moment cost '
'one refresh, or one failure, and a slot whose work was done by hand meanwhile costs none.';
