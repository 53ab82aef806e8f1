create or replace function frescura.feasibility(
  p_view text, p_sla_seconds integer default null, p_targets jsonb default null, p_look interval default null)
returns table (nth integer, seconds integer, opens time, closes time, possible boolean, needs_seconds integer,
               kept_percent numeric, runs bigint, run_seconds numeric, look_seconds integer, seconds_a_day numeric,
               worst_hour integer, worst_hour_seconds numeric)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with view as (
    select v.id, v.time_zone, v.retry_seconds, coalesce(p_sla_seconds, v.sla_seconds) as sla,
           coalesce(p_targets, (select jsonb_agg(to_jsonb(t) order by t.id) from frescura.targets t
                                 where t.view_id = v.id), '[]') as targets,
           extract(epoch from coalesce(p_look, frescura.look_interval()))::double precision as look,
           frescura.path_seconds(v.id) as path, frescura.run_seconds(v.id) as own
      from frescura.views v where v.id = frescura.view_id(p_view)
  ), run as materialized (
    -- Each run of the last month, with what has to run before it; how many others failed.
    select l.refresh_duration_ms / 1000.0::double precision + v.path - v.own as took, l.status = 'failed' as failed,
           extract(hour from l.refresh_started_at at time zone v.time_zone)::integer as hour
      from view v join frescura.refresh_log l on l.view_id = v.id
     where l.status in ('completed', 'failed') and l.cancelled_by is null
       and l.refresh_started_at > clock_timestamp() - interval '30 days'
  ), past as (
    select count(*) filter (where not r.failed) as runs, avg(r.took) filter (where not r.failed) as mean,
           coalesce(avg(r.failed::integer), 0)::double precision as failing
      from run r
  ), asked as (
    select 0 as nth, v.sla as seconds, null::time as opens, null::time as closes, false as deadline from view v
    union all
    select t.nth::integer, (t.one ->> 'seconds')::integer, (t.one ->> 'opens')::time,
           coalesce(t.one ->> 'closes', t.one ->> 'opens')::time,
           coalesce((t.one ->> 'closes')::time, (t.one ->> 'opens')::time) = (t.one ->> 'opens')::time
      from view v cross join lateral jsonb_array_elements(v.targets) with ordinality t (one, nth)
  ), planned as (
    select a.*, v.path, v.look, v.retry_seconds, m.margin,
           -- A view rests for as long as it ran.
           greatest(a.seconds - m.margin, 2 * v.path, 1) as start_age,
           ceil(case when a.deadline then v.path + v.look else 3 * v.path + v.look end) as needs
      from view v cross join asked a
     cross join lateral (
       select frescura.start_margin(v.path, v.look, v.retry_seconds, a.seconds) as margin) m
  ), judged as (
    select p.*, k.kept
      from planned p
     cross join lateral (
       select case when p.deadline
                   then avg((r.took <= least(p.margin, p.seconds) - p.look)::integer)
                   -- How far each run would be over the target, as far as that lasts until the next.
                   else 1 - avg(least(p.start_age, (1 - x.failing) * greatest(p.start_age + n.late, 0)
                     + x.failing * greatest(p.start_age + p.look + 1.13 * p.retry_seconds + r.took + n.late, 0))
                     / p.start_age) end as kept
         from run r cross join past x cross join lateral (select p.look + r.took - p.seconds as late) n
        where not r.failed) k
  ), week as (
    select sum(greatest(h.slots, 3600 / greatest(h.seconds - frescura.start_margin(v.path, v.look, v.retry_seconds,
                                                                                  h.seconds), 2 * v.path, v.look, 1)))
             as refreshes
      from view v cross join lateral frescura.hours_of_week(v.id, v.sla, v.targets) h
  ), worst as (
    select r.hour, percentile_disc(0.95) within group (order by r.took) as took
      from run r where not r.failed group by 1 order by 2 desc, 1 limit 1
  )
  select j.nth, j.seconds, j.opens, j.closes, case when p.runs > 0 then j.seconds >= j.needs end,
         case when p.runs > 0 then j.needs end::integer,
         case when p.runs > 0 then trunc(100 * greatest(j.kept, 0)::numeric, 1) end, p.runs,
         case when p.runs > 0 then round(j.path::numeric, 1) end, j.look::integer,
         round((w.refreshes / 7 * p.mean)::numeric, 1), x.hour, round(x.took::numeric, 1)
    from judged j cross join past p cross join week w left join worst x on true
   order by j.nth
$$;

comment on function frescura.feasibility(text, integer, jsonb, interval) is
'What could be kept of an SLA (nth 0) and targets for a view (slug or name), its own where none are given (as '
'frescura.set_targets takes them), with drivers that look so often (null: as they do), by its refreshes of the last '
'30 days: possible, and from how many seconds on it would be (needs_seconds); kept_percent of the time, or of the '
'deadlines; runs, and what 95 % of them take along the chain (run_seconds, frescura.path_seconds); database time in '
'seconds a day; and the hour of the day, on the view''s clock, in which runs take longest, with what 95 % take '
'then. Null where there was no refresh yet. Raises undefined_object for a view that is not registered.';
