create or replace function frescura.target_windows(p_view_id bigint, p_from timestamptz, p_to timestamptz)
returns table (target_id bigint, seconds integer, opens_at timestamptz, closes_at timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select null::bigint, v.sla_seconds, '-infinity'::timestamptz, 'infinity'::timestamptz
    from frescura.views v where v.id = p_view_id
  union all
  select t.id, t.seconds, w.opens_at, w.closes_at
    from frescura.targets t join frescura.views v on v.id = t.view_id
   cross join lateral generate_series((p_from at time zone v.time_zone)::date - 2,
                                      (p_to at time zone v.time_zone)::date::timestamp, interval '1 day') g (at)
   cross join lateral (select g.at::date as day) d
   cross join lateral (
     select frescura.wall_time(d.day, t.opens, v.time_zone) as opens_at,
            frescura.wall_time(d.day + (t.closes < t.opens)::integer, t.closes, v.time_zone, t.closes <> t.opens)
              as closes_at) w
   where t.view_id = p_view_id
     and (t.weekdays is null or extract(isodow from d.day) = any (t.weekdays))
     and (t.monthdays is null or extract(day from d.day) = any (t.monthdays))
     and w.closes_at >= p_from and w.opens_at <= p_to
$$;

comment on function frescura.target_windows(bigint, timestamptz, timestamptz) is
'The windows of a view (id in frescura.views) that are open at some moment of an interval, each with how old its '
'data may be then, in seconds; a deadline opens and closes at once. The first, without a target_id, is '
'views.sla_seconds, which always holds. By the clock of the view''s time zone, its changes included.';
