create or replace function frescura.lock_view(p_view_id bigint) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- Who has it refreshes, and is cancelled after that time.
  select frescura.take_lock(p_view_id, coalesce((select v.run_seconds_max from frescura.views v
                                                  where v.id = p_view_id), 60))
$$;

comment on function frescura.lock_view(bigint) is
'Takes the lock of a view (id in frescura.views) until the transaction ends: whoever has it is refreshing it. Waits as '
'long as a refresh of the view may run (run_seconds_max); raises lock_not_available (55P03) after that.';
