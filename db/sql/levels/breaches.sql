create or replace function frescura.breaches(p_view text, p_hours integer default 24)
returns table (began_at timestamptz, ended_at timestamptz, seconds numeric, cause text, class text, events bigint,
               lasts boolean, short boolean)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with view as (
    select v.*, clock_timestamp() - make_interval(hours => p_hours) as since, clock_timestamp() as until,
           frescura.setting('high_impact_delay')::interval as delay
      from frescura.views v where v.id = frescura.view_id(p_view)
  ), breach as (
    select 'normal' as class, v.id, l.began_at as b0, l.ended_at as b1, make_interval(secs => v.sla_seconds) as before,
           null::bigint as events, l.ended_at >= v.until as lasts
      from view v cross join lateral frescura.late_spans(v.id, v.since, v.until) l
    union all
    -- Events that one refresh brought too late, or that still wait, are one breach.
    select 'high_impact', v.id, min(t.created_at) + v.delay,
           coalesce(max(l.refresh_completed_at), v.until),
           v.delay, count(*), t.refresh_id is null
      from view v join frescura.refresh_triggers t on t.view_id = v.id
      left join frescura.refresh_log l on l.id = t.refresh_id
     where t.refresh_requested and t.operation <> 'request' and t.created_at > v.since
       and (t.processed_at is null or l.id is not null)
       and coalesce(l.refresh_completed_at, v.until) > t.created_at + v.delay
     group by v.id, v.until, v.delay, t.refresh_id
  )
  select b.b0, b.b1, round(extract(epoch from b.b1 - b.b0), 1), frescura.breach_cause(b.id, b.b0, b.b1, b.before),
         b.class, b.events, b.lasts,
         b.class = 'normal' and not b.lasts and b.b1 - b.b0 < frescura.setting('breach_min')::interval
    from breach b
   order by b.b0 desc
$$;

comment on function frescura.breaches(text, integer) is
'When a view (slug or name) missed a target in the last p_hours hours: from, to (or now, while it lasts), how many '
'seconds, the cause (see frescura.breach_cause), and the class: normal (what readers saw was late by the targets) '
'or high_impact (events that became visible later than ten minutes after their write, with their number). short: '
'over before breach_min (frescura.setting), which counts and is not worth telling.';
