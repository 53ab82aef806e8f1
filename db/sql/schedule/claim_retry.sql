create or replace function frescura.claim_retry() returns table (view_id bigint, slug text)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.views v set retry_at = null
   where v.id = (select w.id from frescura.views w
                  where w.retry_at <= clock_timestamp() and w.enabled and w.suspended_at is null
                    -- What runs, or is about to by a slot, is the next try: its outcome decides.
                    and not exists (select from frescura.refresh_log l
                                     where l.view_id = w.id and l.status = 'running' and frescura.attempt_is_alive(l))
                    and not exists (select from frescura.schedule_runs r
                                    join frescura.schedules s on s.id = r.schedule_id
                                     where (s.view_id = w.id or s.view_id is null)
                                       and frescura.refreshes_by_clock(s.tier)
                                       and r.completed_at is null
                                       and r.claimed_at > clock_timestamp()
                                         - (select frescura.setting('slot_claim')::interval))
                  order by w.retry_at limit 1 for update skip locked)
  returning v.id, v.slug
$$;

comment on function frescura.claim_retry() is
'Takes one view whose retry is due, for the driver that comes first; no row when there is none. A slot that comes '
'earlier runs anyway, and its outcome sets or ends the retry: none is claimed while a refresh of the view runs or a '
'slot of it was taken and has not ended.';
