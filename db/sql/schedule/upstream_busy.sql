create or replace function frescura.upstream_busy(p_view_id bigint) returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with recursive above as (
    select u.view_id from frescura.upstreams(p_view_id) u
    union
    select u.view_id from above a cross join lateral frescura.upstreams(a.view_id) u
  )
  select exists (
    select from above a
     where exists (select from frescura.refresh_log l
                    where l.view_id = a.view_id and l.status = 'running' and frescura.attempt_is_alive(l))
        -- Claimed and not begun: its driver is about to.
        or exists (select from frescura.schedule_runs r join frescura.schedules s on s.id = r.schedule_id
                    where s.view_id = a.view_id and frescura.refreshes_by_clock(s.tier)
                      and r.completed_at is null
                      and r.claimed_at > clock_timestamp() - (select frescura.setting('slot_claim')::interval)))
$$;

comment on function frescura.upstream_busy(bigint) is
'Whether a view that a view (id in frescura.views) reads, directly or through others, is being refreshed or about to '
'be by a schedule: then a slot of this one had better wait for the next look.';
