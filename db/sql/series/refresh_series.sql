create or replace function frescura.refresh_series(
  p_view text, p_from timestamptz, p_to timestamptz, p_hours integer default 1, p_time_zone text default 'UTC')
returns table (from_at timestamptz, to_at timestamptz, total_refreshes bigint, successful bigint, failed bigint,
               avg_duration_ms bigint, max_duration_ms bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with ended as (
    select e.* from frescura.ended_refreshes e
     where (p_view is null or e.view_id = (select frescura.view_id(p_view)))
       and e.created_at >= p_from - interval '1 day'
       and e.at >= case when e.is_sum then date_trunc('hour', p_from) else p_from end and e.at <= p_to
  ), slot as (
    -- Cut in local time, so that a day is a day of the calendar, with 23 hours where the clocks change.
    select b at time zone p_time_zone as b0, (b + make_interval(hours => p_hours)) at time zone p_time_zone as b1
      from generate_series(
        date_bin(make_interval(hours => p_hours), p_from at time zone p_time_zone, timestamp '2000-01-01'),
        p_to at time zone p_time_zone, make_interval(hours => p_hours)) b
  )
  select s.b0, s.b1, sum(e.successful + e.failed), sum(e.successful), sum(e.failed),
         round(sum(e.duration_ms_sum) / nullif(sum(e.successful), 0))::bigint, max(e.duration_ms_max)
    from slot s left join ended e on e.at >= s.b0 and e.at < s.b1
   group by s.b0, s.b1 having s.b1 > s.b0 order by s.b0
$$;

comment on function frescura.refresh_series(text, timestamptz, timestamptz, integer, text) is
'frescura.refresh_metrics over a range, for a view (slug or name) or for all (null), in slots of p_hours hours as the '
'clock of a time zone has them, oldest first. A slot without a refresh has null counts: nothing ran, which is not a '
'count of successes. avg_duration_ms and max_duration_ms are those of the successful ones.';
