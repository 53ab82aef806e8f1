create or replace function frescura.sla(p_view text, p_hours integer default 24)
returns table (class text, target_seconds integer, target_percent numeric, observed numeric, attained_percent numeric,
               attained boolean, budget_left_percent numeric, burn_rate numeric,
               p50_ms bigint, p95_ms bigint, p99_ms bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with asked as (
    select clock_timestamp() as until, clock_timestamp() - make_interval(hours => p_hours) as since,
           t.target, (100 - t.target) / 100 as missable
      from (select frescura.setting('target_percent')::numeric as target) t
  ), view as (
    select v.*, a.until, a.since,
           -- What was pruned is kept by whole hours; from its end on the log itself answers.
           greatest(a.since, (select max(h.hour) + interval '1 hour' from frescura.sla_hourly h
                              where h.view_id = v.id)) as log_since
      from asked a join frescura.views v on v.id = frescura.view_id(p_view)
  ), kept as (
    select coalesce(sum(h.observed_seconds), 0) as seconds, coalesce(sum(h.missed_seconds), 0) as missed,
           coalesce(sum(h.events), 0) as events, coalesce(sum(h.events_missed), 0) as events_missed,
           coalesce(sum(h.on_demand), 0) as on_demand, coalesce(sum(h.on_demand_missed), 0) as on_demand_missed
      from view v join frescura.sla_hourly h on h.view_id = v.id and h.hour >= v.since
  ), logged as (
    select l.* from view v cross join lateral frescura.service_levels(v.id, v.log_since, v.until) l
  ), measured as (
    select 1 as place, 'normal' as class, v.sla_seconds as target_seconds,
           nullif(k.seconds + l.observed, 0) as observed, k.missed + l.missed as missed,
           null::bigint as p50, null::bigint as p95, null::bigint as p99
      from view v cross join kept k cross join logged l
    union all
    select 2, 'high_impact', extract(epoch from frescura.setting('high_impact_delay')::interval)::integer,
           k.events + l.events, k.events_missed + l.events - l.within,
           l.events_p50_ms, l.events_p95_ms, l.events_p99_ms
      from kept k cross join logged l
    union all
    select 3, 'on_demand', extract(epoch from frescura.setting('on_demand_duration')::interval)::integer,
           k.on_demand + l.on_demand, k.on_demand_missed + l.on_demand_missed,
           l.on_demand_p50_ms, l.on_demand_p95_ms, l.on_demand_p99_ms
      from kept k cross join logged l
    union all
    select 4, 'reads', null, sum(r.reads), sum(r.reads) filter (where r.served_from = 'failed'), null, null, null
      from view v join frescura.reads r on r.view_id = v.id and r.hour > v.since
    union all
    select 5, 'money', null, nullif(coalesce(sum(m.observed_seconds), 0), 0), coalesce(sum(m.missed_seconds), 0), null,
           null, null
      from view v left join frescura.money_hourly m on m.view_id = v.id and m.hour > v.since
     where v.pending_amount_max is not null
     group by v.id
  )
  select m.class, m.target_seconds, a.target, round(coalesce(m.observed, case when m.class = 'reads' then 0 end), 1),
         -- Downwards: 100.000 is only for whoever never missed.
         trunc(100 * (1 - coalesce(m.missed, 0) / nullif(m.observed, 0)), 3),
         case when m.observed > 0 then coalesce(m.missed, 0) <= m.observed * a.missable end,
         round(100 * (1 - coalesce(m.missed, 0) / nullif(m.observed * a.missable, 0)), 1),
         round(coalesce(m.missed, 0) / nullif(m.observed * a.missable, 0), 2), m.p50, m.p95, m.p99
    from measured m cross join asked a order by m.place
$$;

comment on function frescura.sla(text, integer) is
'The promises for a view (slug or name) over the last p_hours hours, from the log and, where that was pruned, from '
'frescura.sla_hourly. Classes: normal (seconds in which the data was within the SLA), high_impact (events visible '
'within 600 s of their write), on_demand (refreshes on demand within 5 s), reads (reads of its data that were '
'answered) and, where pending_amount_max is set, money (seconds in which no more than that was missing). observed: '
'seconds, events, refreshes or reads; attained_percent, cut after three digits, against target_percent; attained; '
'budget_left_percent of the misses that the target allows (below zero: overspent); burn_rate: misses per allowed miss; '
'percentiles from the log alone. Null where there was nothing to measure: time before the first refresh is not '
'observed.';
