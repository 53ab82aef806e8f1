create or replace function frescura.waiting_views()
returns table (view_id bigint, slug text, events bigint, oldest_at timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, v.slug, count(*), min(t.created_at)
    from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id
   where t.processed_at is null and t.refresh_requested and t.dead_letter_at is null and v.enabled
     and v.suspended_at is null
     -- What a view below has to take in first is asked for there.
     and (not exists (select from frescura.upstreams(v.id)) or frescura.event_can_come(t))
     -- A skip is put on record as often as the events tier comes, not at every look.
     and not exists (select from frescura.refresh_log l
                      where l.view_id = v.id and l.status = 'skipped'
                        and l.created_at > clock_timestamp() - (select frescura.setting('skip_again')::interval)
                        and (exists (select from frescura.skip_reason(v.id, 'event') s
                                      where s.reason = l.reason and s.detail is not distinct from l.reason_detail)
                             or l.reason = 'long_transaction' and frescura.long_blocker(
                                  v.view_oid, make_interval(secs => v.lock_timeout_ms / 1000.0)) is not null))
   group by v.id, v.slug
   order by v.id
$$;

comment on function frescura.waiting_views() is
'The enabled views, not suspended, for which high-impact events wait, with how many and since when (an event''s time '
'is that of its write). Events that were set aside do not count, nor does a view that was skipped just now '
'(frescura.setting: skip_again) for a reason that still holds.';
