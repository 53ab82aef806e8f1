create or replace function frescura.breach_series(
  p_view text, p_from timestamptz, p_to timestamptz, p_points integer default 240)
returns table (began_at timestamptz, ended_at timestamptz, breaches bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with breach as (
    -- An hourly schedule is over an hourly target for as long as its refresh takes: that is not worth a mark.
    select l.began_at as b0, l.ended_at as b1 from frescura.late_spans(frescura.view_id(p_view), p_from, p_to) l
     where l.ended_at - l.began_at >= (select frescura.setting('breach_min')::interval)
  ), near as (
    select b.*, sum(case when b.b0 <= b.before + (p_to - p_from) / p_points then 0
                    else 1 end) over (order by b.b0) as part
      from (select *, lag(b1) over (order by b0) as before from breach) b
  )
  select min(b0), max(b1), count(*) from near group by part order by 1
$$;

comment on function frescura.breach_series(text, timestamptz, timestamptz, integer) is
'When the data that readers of a view (slug or name) saw was older than its SLA by a minute or more, over a range, '
'oldest first. Breaches with less than a p_points-th of the range between them are one row, which counts them.';
