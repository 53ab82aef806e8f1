create or replace function frescura.skip_reason(
  p_view_id bigint, p_trigger_type text, out reason text, out detail jsonb)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  if p_trigger_type not in ('cron', 'event') then
    return;
  end if;
  if (select v.suspended_at is not null from frescura.views v where v.id = p_view_id) then
    reason := 'suspended';
    return;
  end if;
  select 'upstream_failed',
         -- Along a chain: what that view waits for, this one waits for, too.
         case when l.status = 'skipped' and v.suspended_at is null then l.reason_detail
              else jsonb_build_object('view', u.slug) end
    into reason, detail
    from frescura.upstreams(p_view_id) u join frescura.views v on v.id = u.view_id
    left join lateral (
      select o.status, o.reason, o.reason_detail from frescura.refresh_log o
       where o.view_id = u.view_id
         and (o.status in ('completed', 'failed') or o.reason in ('nothing_pending', 'upstream_failed'))
       order by o.created_at desc limit 1) l on true
   where v.suspended_at is not null or l.status = 'failed' or (v.enabled and l.reason = 'upstream_failed')
   order by u.slug limit 1;
end
$$;

comment on function frescura.skip_reason(bigint, text) is
'Why a scheduled or event refresh of a view (id in frescura.views) must not run now: suspended, or upstream_failed, '
'with the slug of the upstream, at any distance, whose last refresh failed or that is suspended, as view in detail; '
'null when it may. Refreshes on demand always may.';
