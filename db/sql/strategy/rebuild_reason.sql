create or replace function frescura.rebuild_reason(p_view_id bigint, p_closely boolean) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(
    (select s.rebuild from frescura.view_strategies s where s.view_id = p_view_id),
    (select case when x.reason is null then null
                 when x.reason = 'no_baseline' then 'first_build'
                 when x.reason = 'recreated' then 'definition_changed'
                 when x.reason in ('whole_source_changed', 'refreshed_by_others') then x.reason
                 else 'capture_gap' end
       from (select s.reason from frescura.tracking_status(p_view_id) s where p_closely
             union all
             select s.reason from frescura.baseline_status(p_view_id) s where not p_closely) x))
$$;

comment on function frescura.rebuild_reason(bigint, boolean) is
'Why the next refresh of a managed table (its view''s id in frescura.views) cannot go by keys and compares all of it: '
'asked, drift (a verification found a difference), first_build (no baseline), definition_changed (or what it calls), '
'whole_source_changed (a source was emptied, or a key is null), refreshed_by_others (its row in the catalog was '
'written by another hand), capture_gap (what writers touched is not all known). Null where the ledger tells. '
'Without p_closely the ledger itself is not looked at: frescura.apply_query does so, and lookups are costly.';
