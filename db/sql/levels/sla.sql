create or replace function frescura.sla(p_view text, p_hours integer default 24)
returns table (class text, target_seconds integer, target_percent numeric, observed numeric, attained_percent numeric,
               attained boolean, budget_left_percent numeric, burn_rate numeric,
               p50_ms bigint, p95_ms bigint, p99_ms bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with asked as (
    select clock_timestamp() as until, clock_timestamp() - make_interval(hours => p_hours) as since
  ), view as (
    select v.*, a.until, a.since,
           -- What was pruned is kept by whole hours; from its end on the log itself answers.
           greatest(a.since, (select max(h.hour) + interval '1 hour' from frescura.sla_hourly h where h.view_id = v.id)) as log_since
      from asked a join frescura.views v on v.id = frescura.view_id(p_view)
  ), kept as (
    select coalesce(sum(h.observed_seconds), 0) as seconds, coalesce(sum(h.missed_seconds), 0) as missed,
           coalesce(sum(h.events), 0) as events, coalesce(sum(h.events_missed), 0) as events_missed,
           coalesce(sum(h.on_demand), 0) as on_demand, coalesce(sum(h.on_demand_missed), 0) as on_demand_missed
      from view v join frescura.sla_hourly h on h.view_id = v.id and h.hour >= v.since
  ), measured as (
    select 1 as place, 'normal' as class, v.sla_seconds as target_seconds,
           nullif(k.seconds + late.observed, 0) as observed, k.missed + late.missed as missed,
           null::bigint as p50, null::bigint as p95, null::bigint as p99
      from view v cross join kept k cross join lateral frescura.lateness(v.id, v.log_since, v.until) late
    union all
    select 2, 'high_impact', 600, k.events + e.events, k.events_missed + e.events - e.within, e.p50_ms, e.p95_ms, e.p99_ms
      from kept k cross join frescura.event_delays(p_view, p_hours) e
    union all
    select 3, 'on_demand', 5, k.on_demand + l.n, k.on_demand_missed + l.missed, l.p50, l.p95, l.p99
      from kept k cross join (
        select count(*) as n, count(*) filter (where l.refresh_duration_ms > 5000 or l.status = 'failed') as missed,
               (percentile_cont(0.5) within group (order by l.refresh_duration_ms))::bigint as p50,
               (percentile_cont(0.95) within group (order by l.refresh_duration_ms))::bigint as p95,
               (percentile_cont(0.99) within group (order by l.refresh_duration_ms))::bigint as p99
          from frescura.refresh_log l join view v on v.id = l.view_id
         where l.trigger_type = 'manual' and l.status in ('completed', 'failed') and l.created_at > v.log_since) l
    union all
    select 4, 'reads', null, sum(r.reads), sum(r.reads) filter (where r.served_from = 'failed'), null, null, null
      from view v join frescura.reads r on r.view_id = v.id and r.hour > v.since
    union all
    select 5, 'money', null, nullif(coalesce(sum(m.observed_seconds), 0), 0), coalesce(sum(m.missed_seconds), 0), null, null, null
      from view v left join frescura.money_hourly m on m.view_id = v.id and m.hour > v.since
     where v.pending_amount_max is not null
     group by v.id
  )
  select m.class, m.target_seconds, 99.9, round(coalesce(m.observed, case when m.class = 'reads' then 0 end), 1),
         -- Downwards: 100.000 is only for whoever never missed.
         trunc(100 * (1 - coalesce(m.missed, 0) / nullif(m.observed, 0)), 3),
         case when m.observed > 0 then coalesce(m.missed, 0) <= m.observed * 0.001 end,
         round(100 * (1 - coalesce(m.missed, 0) / nullif(m.observed * 0.001, 0)), 1),
         round(coalesce(m.missed, 0) / nullif(m.observed * 0.001, 0), 2), m.p50, m.p95, m.p99
    from measured m order by m.place
$$;

comment on function frescura.sla(text, integer) is
'The promises for a view (slug or name) over the last p_hours hours, from the log and, where that was pruned, from frescura.sla_hourly. Classes: normal (seconds in which the data was within the SLA), high_impact (events visible within 600 s of their write), on_demand (refreshes on demand within 5 s), reads (reads of its data that were answered) and, where pending_amount_max is set, money (seconds in which no more than that was missing). observed: seconds, events, refreshes or reads; attained_percent, cut after three digits, against target_percent; attained; budget_left_percent of the misses that the target allows (below zero: overspent); burn_rate: misses per allowed miss; percentiles from the log alone. Null where there was nothing to measure: time before the first refresh is not observed.';
