create or replace function frescura.breach_series(
  p_view text, p_from timestamptz, p_to timestamptz, p_points integer default 240)
returns table (began_at timestamptz, ended_at timestamptz, breaches bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with late as (
    select greatest(s.began_at, s.data_as_of + make_interval(secs => v.sla_seconds)) as b0, s.ended_at as b1
      from frescura.views v
      cross join lateral frescura.staleness(v.id, p_from, p_to) s
     where v.id = frescura.view_id(p_view)
       and s.ended_at > greatest(s.began_at, s.data_as_of + make_interval(secs => v.sla_seconds))
  ), joined as (
    -- A refresh that began too old leaves one breach, not two that touch.
    select l.*, sum(case when l.b0 <= l.before then 0 else 1 end) over (order by l.b0) as part
      from (select *, lag(b1) over (order by b0) as before from late) l
  ), breach as (
    select min(b0) as b0, max(b1) as b1 from joined group by part
    -- An hourly schedule is over an hourly target for as long as its refresh takes: that is not worth a mark.
    having max(b1) - min(b0) >= interval '1 minute'
  ), near as (
    select b.*, sum(case when b.b0 <= b.before + (p_to - p_from) / p_points then 0 else 1 end) over (order by b.b0) as part
      from (select *, lag(b1) over (order by b0) as before from breach) b
  )
  select min(b0), max(b1), count(*) from near group by part order by 1
$$;

comment on function frescura.breach_series(text, timestamptz, timestamptz, integer) is
'When the data that readers of a view (slug or name) saw was older than its SLA by a minute or more, over a range, oldest first. Breaches with less than a p_points-th of the range between them are one row, which counts them.';
