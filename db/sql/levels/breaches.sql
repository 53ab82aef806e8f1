drop function if exists frescura.breaches(text, integer);
create or replace function frescura.breaches(p_view text, p_hours integer default 24)
returns table (began_at timestamptz, ended_at timestamptz, seconds numeric, cause text, class text, events bigint, lasts boolean)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with view as (
    select v.*, clock_timestamp() - make_interval(hours => p_hours) as since, clock_timestamp() as until
      from frescura.views v where v.id = frescura.view_id(p_view)
  ), late as (
    select v.id, greatest(s.began_at, s.data_as_of + make_interval(secs => v.sla_seconds)) as b0, s.ended_at as b1
      from view v cross join lateral frescura.staleness(v.id, v.since, v.until) s
     where s.ended_at > greatest(s.began_at, s.data_as_of + make_interval(secs => v.sla_seconds))
  ), joined as (
    -- A refresh that began too old leaves one breach, not two that touch.
    select id, b0, b1, sum(starts) over (order by b0) as part
      from (select *, case when b0 <= lag(b1) over (order by b0) then 0 else 1 end as starts from late) x
  ), breach as (
    select 'normal' as class, j.id, min(j.b0) as b0, max(j.b1) as b1, make_interval(secs => v.sla_seconds) as before,
           null::bigint as events, max(j.b1) >= v.until as lasts
      from joined j join view v on v.id = j.id group by j.id, j.part, v.sla_seconds, v.until
    union all
    -- Events that one refresh brought too late, or that still wait, are one breach.
    select 'high_impact', v.id, min(t.created_at) + interval '10 minutes', coalesce(max(l.refresh_completed_at), v.until),
           interval '10 minutes', count(*), t.refresh_id is null
      from view v join frescura.refresh_triggers t on t.view_id = v.id
      left join frescura.refresh_log l on l.id = t.refresh_id
     where t.refresh_requested and t.operation <> 'request' and t.created_at > v.since
       and (t.processed_at is null or l.id is not null)
       and coalesce(l.refresh_completed_at, v.until) > t.created_at + interval '10 minutes'
     group by v.id, v.until, t.refresh_id
  )
  select b.b0, b.b1, round(extract(epoch from b.b1 - b.b0), 1), frescura.breach_cause(b.id, b.b0, b.b1, b.before),
         b.class, b.events, b.lasts
    from breach b
   order by b.b0 desc
$$;

comment on function frescura.breaches(text, integer) is
'When a view (slug or name) missed a target in the last p_hours hours: from, to (or now, while it lasts), how many seconds, the cause (see frescura.breach_cause), and the class: normal (what readers saw was older than the SLA) or high_impact (events that became visible later than ten minutes after their write, with their number).';
