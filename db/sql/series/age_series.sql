create or replace function frescura.age_series(
  p_view text, p_from timestamptz, p_to timestamptz, p_points integer default 240)
returns table (at timestamptz, age_seconds integer, until timestamptz, peak_seconds integer,
               trigger_type text, refresh_id bigint, refreshes bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with asked as materialized (
    select frescura.view_id(p_view) as view_id
  ), tooth as (
    select a.view_id, s.*,
           least(greatest(ceil(extract(epoch from s.ended_at - p_from)
                               / nullif(extract(epoch from p_to - p_from), 0) * p_points), 1), p_points) as part
      from asked a cross join lateral frescura.staleness(a.view_id, p_from, p_to) s
  ), ranked as (
    -- Thinner than a pixel: of each part of the range the highest tooth stands for all of its teeth.
    select t.*, count(*) over (partition by t.part) as teeth,
           row_number() over (partition by t.part order by t.ended_at - t.data_as_of desc, t.ended_at desc) as place
      from tooth t
  )
  select r.began_at, floor(extract(epoch from r.began_at - r.data_as_of))::integer,
         r.ended_at, floor(extract(epoch from r.ended_at - r.data_as_of))::integer, l.trigger_type, l.id, r.teeth
    from ranked r
    left join lateral (
      select l.id, l.trigger_type from frescura.good_refreshes(r.view_id) l
       where l.refresh_completed_at = r.began_at
       order by l.id desc limit 1) l on true
   where r.place = 1
   order by r.began_at
$$;

comment on function frescura.age_series(text, timestamptz, timestamptz, integer) is
'The age of the data of a view (slug or name) over a range, as the teeth of a saw, at most p_points of them: at the '
'moment "at" readers began to see data of age_seconds, which grew until "until" to peak_seconds. trigger_type and '
'refresh_id tell the refresh behind it, null where that lies before the range. Where there are more teeth than points, '
'each row is the highest of "refreshes" teeth. Before the first refresh there is no row.';
