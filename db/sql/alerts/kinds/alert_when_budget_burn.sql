create or replace function frescura.alert_when_budget_burn()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- What the period may miss in all: a share of it in one day will not last.
  select v.id, jsonb_build_object('missed_seconds', round(late.missed), 'budget_seconds', round(budget.seconds),
                                  'hours', 24)
    from frescura.views v
    cross join (select extract(epoch from frescura.setting('budget_period')::interval)
                       * (100 - frescura.setting('target_percent')::numeric) / 100 as seconds) budget
    cross join lateral (
      select sum(s.late_seconds) as missed
        from frescura.staleness(v.id, clock_timestamp() - interval '24 hours', clock_timestamp()) s) late
   where v.enabled and late.missed > budget.seconds * (select frescura.setting('budget_burn_share')::numeric)
$$;

comment on function frescura.alert_when_budget_burn() is
'Enabled views that were late for so long within 24 hours that what their target allows will not last '
'(frescura.setting: budget_period, target_percent, budget_burn_share); in detail: seconds missed and allowed.';
