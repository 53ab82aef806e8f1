create or replace function frescura.events_wait(p_view_id bigint, p_untried_only boolean default false)
returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Waits for a refresh that runs, since it may cover them.
  perform frescura.lock_view(p_view_id);
  return exists (
    select from frescura.refresh_triggers t
     where t.view_id = p_view_id and t.processed_at is null and t.dead_letter_at is null and t.refresh_requested
       and (t.attempts = 0 or not p_untried_only));
end
$$;

comment on function frescura.events_wait(bigint, boolean) is
'Whether high-impact events of a view (id in frescura.views) still wait once no refresh of it runs; with '
'p_untried_only, only events whose refresh has not failed yet. Several drivers that are woken by one event ask this '
'before they refresh, with a ticket taken first: the first one refreshes, and the others find nothing or share.';
