create or replace function frescura.duration_series(
  p_view text, p_from timestamptz, p_to timestamptz, p_points integer default 240)
returns table (at timestamptz, duration_ms bigint, status text, trigger_type text, refresh_id bigint, attempts bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with ended as (
    select l.refresh_started_at as at, l.refresh_duration_ms as ms, l.status, l.trigger_type, l.id,
           case when count(*) over () <= p_points then l.id
                else floor(extract(epoch from l.refresh_started_at - p_from)
                           / extract(epoch from p_to - p_from) * p_points)::bigint end as part
      from frescura.refresh_log l
     where l.view_id = frescura.view_id(p_view) and l.status in ('completed', 'failed')
       and l.refresh_duration_ms is not null
       and l.created_at >= p_from - interval '1 day' and l.refresh_started_at >= p_from and l.refresh_started_at <= p_to
  ), ranked as (
    select e.*, count(*) over (partition by e.part, e.status) as attempts,
           row_number() over (partition by e.part, e.status order by e.ms desc, e.id desc) as place
      from ended e
  )
  select r.at, r.ms, r.status, r.trigger_type, r.id, r.attempts from ranked r where r.place = 1 order by r.at
$$;

comment on function frescura.duration_series(text, timestamptz, timestamptz, integer) is
'How long the refreshes of a view (slug or name) that began in a range took, in milliseconds, oldest first. Where '
'there are more than p_points, each row is the slowest of "attempts" that ended alike in a p_points-th of the range; '
'failures are never hidden behind successes.';
