create or replace function frescura.alert_when_completeness_unknown()
returns table (view_id bigint, detail jsonb, lasting interval)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('reason', coalesce(b.reason, p.reason)),
         frescura.setting_or('completeness_unknown_for', '5 minutes')::interval
    from frescura.views v
    join frescura.tracking t on t.view_id = v.id
    cross join lateral frescura.baseline_status(v.id) b
    -- What is captured may still be beyond asking.
    left join lateral frescura.pending(v.slug) p on b.known and not p.known
   where v.enabled and (not b.known or not p.known)
$$;

comment on function frescura.alert_when_completeness_unknown() is
'Enabled, tracked views of which nobody can say what they lack, for longer than frescura.setting says '
'(completeness_unknown_for, 5 minutes); in detail: the reason, one of those of frescura.baseline_status, or failed.';
