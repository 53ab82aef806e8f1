create or replace function frescura.alert_when_target_missed()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('age_seconds', h.age_seconds, 'sla_seconds', v.sla_seconds)
    from frescura.verdict() h join frescura.views v on v.id = h.view_id
   where v.enabled and h.freshness in ('stale', 'very_stale', 'unknown')
     and v.created_at < clock_timestamp() - make_interval(secs => v.sla_seconds)
$$;

comment on function frescura.alert_when_target_missed() is
'Enabled views whose data is older than their SLA, to the roots, or of unknown age; in detail: age (null: unknown) and '
'SLA in seconds. Not in their first hours, as many as the SLA has.';
