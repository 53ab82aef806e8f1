create or replace function frescura.alert_when_target_missed()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('age_seconds', h.age_seconds,
                                  'sla_seconds', coalesce((late.reason ->> 'sla_seconds')::integer, v.sla_seconds))
    from frescura.verdict() h join frescura.views v on v.id = h.view_id
    left join lateral (
      select r.reason from jsonb_array_elements(h.reasons) r (reason) where r.reason ->> 'code' = 'late') late on true
   where v.enabled
     -- What is over in a moment is counted and not told.
     and (h.freshness = 'unknown'
          or late.reason is not null and h.late_at < clock_timestamp() - frescura.setting('breach_min')::interval)
     and v.created_at < clock_timestamp() - make_interval(secs => v.sla_seconds)
$$;

comment on function frescura.alert_when_target_missed() is
'Enabled views whose data has been late by their targets, to the roots, for breach_min (frescura.setting), or is of '
'unknown age; in detail: age (null: unknown) and the target in seconds. Not in their first hours, as many as the SLA '
'has.';
