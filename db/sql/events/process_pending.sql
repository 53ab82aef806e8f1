create or replace function frescura.process_pending() returns integer
language plpgsql volatile
as $$
declare
  v_view record;
  v_done integer := 0;
begin
  -- In the order of their ids, so that two drains never wait for each other in a circle.
  for v_view in select slug from frescura.waiting_views() loop
    perform frescura.refresh(v_view.slug, 'event', 'process_pending_mv_refreshes');
    v_done := v_done + 1;
  end loop;
  -- Last: whoever waits for a dead attempt's row holds the lock of its view, and this must not wait for that lock.
  if current_setting('transaction_isolation') = 'read committed' then
    perform frescura.reap();
  end if;
  return v_done;
end
$$;

comment on function frescura.process_pending() is
'Drains the high-impact events: one refresh per view, however many events wait for it. Returns how many views were '
'refreshed or tried. An event whose refresh fails waits for the next drain, and is set aside after event_attempts_max '
'attempts. Then ends dead attempts on the record (frescura.reap).';
