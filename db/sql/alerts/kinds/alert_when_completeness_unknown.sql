create or replace function frescura.alert_when_completeness_unknown()
returns table (view_id bigint, detail jsonb, lasting interval)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with judged as (
    select v.view_id, r.reason -> 'sources' as sources,
           -- Of what has no good refresh the verdict says so; what it lacks is not known either.
           coalesce(r.reason ->> 'reason', r.reason ->> 'code', case when t.view_id is not null and not v.pending_known
                                                                     then v.pending_reason end) as reason
      from frescura.verdict() v
      join frescura.views w on w.id = v.view_id and w.enabled
      left join frescura.tracking t on t.view_id = v.view_id
      left join lateral (
        select x.reason from jsonb_array_elements(v.reasons) x (reason)
         where x.reason ->> 'code' in ('completeness_unknown', 'redefined', 'events_unseen') limit 1) r on true
  )
  select j.view_id, jsonb_strip_nulls(jsonb_build_object('reason', j.reason, 'sources', j.sources)),
         -- What somebody has broken is told at once; the rest the next refresh makes up for.
         case when j.reason in ('capture_off', 'renamed', 'redefined', 'events_unseen') then '0'
              else frescura.setting_or('completeness_unknown_for', '5 minutes')::interval end
    from judged j
   where j.reason is not null
$$;

comment on function frescura.alert_when_completeness_unknown() is
'Enabled views of which nobody can say any more what they lack: by frescura.verdict completeness_unknown, redefined or '
'events_unseen. At once where something was broken (a trigger that is gone, a column or table that was renamed, a '
'function that was replaced), else once it has lasted as long as frescura.setting says (completeness_unknown_for, 5 '
'minutes). detail: the reason, one of those of frescura.baseline_status, failed, redefined or events_unseen; sources '
'of the last.';
