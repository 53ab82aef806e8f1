create or replace function frescura.alert_when_rebuilds()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select s.view_id, jsonb_build_object('in_a_row', streak.n, 'reason', streak.reason)
    from frescura.view_strategies s
    cross join lateral (
      select count(*) as n, (array_agg(l.mode_reason order by l.refresh_started_at desc))[1] as reason,
             bool_and(l.mode = 'rebuild' and l.mode_reason not in ('asked', 'first_build')) as all_rebuilds
        from (select r.mode, r.mode_reason, r.refresh_started_at from frescura.refresh_log r
               where r.view_id = s.view_id and r.status = 'completed' and r.refresh_started_at > s.set_at
               order by r.refresh_started_at desc
               limit (select frescura.setting('rebuilds_in_a_row')::integer)) l) streak
   where s.strategy = 'delta' and streak.all_rebuilds
     and streak.n >= (select frescura.setting('rebuilds_in_a_row')::integer)
$$;

comment on function frescura.alert_when_rebuilds() is
'Views that are to be refreshed by keys (frescura.set_strategy) and of which the last refreshes all compared the whole '
'instead, as many as the setting rebuilds_in_a_row says; in detail: how many, and the reason of the last one '
'(frescura.rebuild_reason).';
