create or replace function frescura.alert_when_slow()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, jsonb_build_object('duration_ms', last.ms, 'usual_ms', usual.ms)
    from frescura.views v
    cross join lateral (select l.refresh_started_at, l.refresh_duration_ms as ms,
                               l.mode is not distinct from 'delta' as by_keys from frescura.refresh_log l
                         where l.view_id = v.id and l.status = 'completed'
                         order by l.refresh_started_at desc limit 1) last
    cross join lateral (select percentile_disc(0.5) within group (order by r.ms) as ms, count(*) as n
                          from (select l.refresh_duration_ms as ms from frescura.refresh_log l
                                 where l.view_id = v.id and l.status = 'completed'
                                   and l.refresh_started_at < last.refresh_started_at
                                   -- One that compares all is not slow for being no delta.
                                   and (l.mode is not distinct from 'delta') = last.by_keys
                                 order by l.refresh_started_at desc
                                 limit (select frescura.setting('slow_among')::integer)) r) usual
   where usual.n >= (select frescura.setting('slow_among_min')::integer)
     and last.ms > (select frescura.setting('slow_factor')::numeric) * usual.ms
     and last.ms > usual.ms + (select frescura.setting('slow_ms_min')::integer)
$$;

comment on function frescura.alert_when_slow() is
'Views of which the last refresh took longer than the history of its way (deltas, or all others) allows '
'(frescura.setting: slow_among, slow_among_min, slow_factor, slow_ms_min); in detail: how long it took and usually '
'takes, in milliseconds.';
