create or replace function frescura.skip_reason(p_view_id bigint, p_trigger_type text) returns text
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when p_trigger_type not in ('cron', 'event') then null
    when (select suspended_at is not null from frescura.views where id = p_view_id) then 'suspended'
    else (select case when l.status = 'skipped' and v.suspended_at is null then l.reason
          else 'upstream_failed:' || u.slug end
            from frescura.upstreams(p_view_id) u join frescura.views v on v.id = u.view_id
            left join lateral (
              select l.status, l.reason from frescura.refresh_log l
               where l.view_id = u.view_id
                 and (l.status in ('completed', 'failed') or l.reason = 'nothing_pending'
                      or l.reason like 'upstream_failed:%')
               order by l.created_at desc limit 1) l on true
           where v.suspended_at is not null or l.status = 'failed'
              -- Along a chain: what that view waits for, this one waits for, too.
              or (v.enabled and l.reason like 'upstream_failed:%')
           order by u.slug limit 1)
  end
$$;

comment on function frescura.skip_reason(bigint, text) is
'Why a scheduled or event refresh of a view (id in frescura.views) must not run now: suspended, or '
'upstream_failed:<slug> for the upstream, at any distance, whose last refresh failed or that is suspended; null when '
'it may. Refreshes on demand always may.';
