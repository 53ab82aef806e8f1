create or replace function frescura.late_spans(p_view_id bigint, p_from timestamptz, p_to timestamptz)
returns table (began_at timestamptz, ended_at timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- A refresh that began too old leaves one span, not two that touch.
  with late as (
    select s.late_at, s.ended_at,
           case when s.late_at <= lag(s.ended_at) over (order by s.late_at) then 0 else 1 end as starts
      from frescura.staleness(p_view_id, p_from, p_to) s where s.late_at is not null
  ), joined as (
    select l.*, sum(l.starts) over (order by l.late_at) as part from late l
  )
  select min(j.late_at), max(j.ended_at) from joined j group by j.part
$$;

comment on function frescura.late_spans(bigint, timestamptz, timestamptz) is
'When, in an interval, the data that readers of a view (id in frescura.views) saw was older than its SLA: from and to, '
'one row for as long as it lasted without a break.';
