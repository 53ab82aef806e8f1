create or replace function frescura.alert_conditions()
returns table (view_id bigint, kind text, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.id, 'suspended', jsonb_build_object('since', v.suspended_at) from frescura.views v
   where v.suspended_at is not null
  union all
  -- By the time of the attempts, which is indexed: this is asked every few seconds, over a log of months.
  select v.id, 'failures', jsonb_build_object('in_a_row', f.n, 'error_code', f.codes[1])
    from frescura.views v
    left join lateral (select l.created_at from frescura.refresh_log l where l.view_id = v.id and l.status = 'completed'
                        order by l.refresh_started_at desc limit 1) done on true
    cross join lateral (
      select count(*) as n, array_agg(l.error_code order by l.id desc) as codes from frescura.refresh_log l
       where l.view_id = v.id and l.status = 'failed' and l.cancelled_by is null
         and l.created_at > coalesce(done.created_at, '-infinity')) f
   where f.n >= (select frescura.setting('alert_failures')::integer)
  union all
  -- Slower than its own history allows.
  select v.id, 'slow', jsonb_build_object('duration_ms', last.ms, 'usual_ms', usual.ms)
    from frescura.views v
    cross join lateral (select l.refresh_started_at, l.refresh_duration_ms as ms from frescura.refresh_log l
                         where l.view_id = v.id and l.status = 'completed'
                         order by l.refresh_started_at desc limit 1) last
    cross join lateral (select percentile_disc(0.5) within group (order by r.ms) as ms, count(*) as n
                          from (select l.refresh_duration_ms as ms from frescura.refresh_log l
                                 where l.view_id = v.id and l.status = 'completed'
                                   and l.refresh_started_at < last.refresh_started_at
                                 order by l.refresh_started_at desc
                                 limit (select frescura.setting('slow_among')::integer)) r) usual
   where usual.n >= (select frescura.setting('slow_among_min')::integer)
     and last.ms > (select frescura.setting('slow_factor')::numeric) * usual.ms
     and last.ms > usual.ms + (select frescura.setting('slow_ms_min')::integer)
  union all
  select v.id, 'target_missed', jsonb_build_object('age_seconds', h.age_seconds, 'sla_seconds', h.sla_seconds)
    from frescura.health() h join frescura.views v on v.id = h.view_id
   where v.enabled and h.freshness in ('stale', 'very_stale', 'unknown')
     and v.created_at < clock_timestamp() - make_interval(secs => v.sla_seconds)
  union all
  select t.view_id, 'events_waiting', jsonb_build_object('events', count(*), 'oldest_at', min(t.created_at))
    from frescura.refresh_triggers t
   where t.processed_at is null and t.refresh_requested
     and t.created_at < clock_timestamp() - (select frescura.setting('high_impact_delay')::interval)
   group by t.view_id
  union all
  select v.id, 'money_pending', jsonb_build_object('amount', m.amount, 'amount_max', v.pending_amount_max,
                                                   'currency', v.pending_currency)
    from frescura.views v cross join lateral (select frescura.money_pending(v.id) as amount) m
   where v.enabled and v.pending_amount_max is not null
     and (m.amount > v.pending_amount_max
          -- While nobody knows what is missing, nothing proves that it is over.
          or m.amount is null and exists (select from frescura.alerts a
                                          where a.view_id = v.id and a.kind = 'money_pending' and a.closed_at is null))
  union all
  -- What the period may miss in all: a share of it in one day will not last.
  select v.id, 'budget_burn', jsonb_build_object('missed_seconds', round(late.missed),
                                                 'budget_seconds', round(budget.seconds), 'hours', 24)
    from frescura.views v
    cross join (select extract(epoch from frescura.setting('budget_period')::interval)
                       * (100 - frescura.setting('target_percent')::numeric) / 100 as seconds) budget
    cross join lateral (
      select sum(extract(epoch from s.ended_at - s.late_at)) as missed
        from frescura.staleness(v.id, clock_timestamp() - interval '24 hours', clock_timestamp()) s) late
   where v.enabled and late.missed > budget.seconds * (select frescura.setting('budget_burn_share')::numeric)
  union all
  select null, 'no_driver', jsonb_build_object('seen_at', max(d.seen_at))
    from frescura.drivers d
  having max(d.seen_at) < clock_timestamp() - (select frescura.setting('driver_silence')::interval)
  union all
  select a.view_id, 'drift', jsonb_build_object('differing_keys', a.differing_keys, 'verification', a.id)
    from frescura.open_drift() a
$$;

comment on function frescura.alert_conditions() is
'What someone should know of now, per view (null: the whole), with facts in detail: suspended, failures (in a row), '
'slow (beside its own history), target_missed, events_waiting (for longer than promised), money_pending (more than '
'pending_amount_max), budget_burn (so much missed within 24 hours that what the target allows will not last), '
'no_driver (nobody came), drift. The limits are those of frescura.setting.';
