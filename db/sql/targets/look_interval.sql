create or replace function frescura.look_interval(p_at timestamptz default clock_timestamp()) returns interval
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(
    (select make_interval(secs => min(l.seconds))
       from frescura.drivers d
      cross join lateral (
        -- One that sleeps comes when it is asked to.
        select case when d.next_look_at > p_at then extract(epoch from s.usual)
                    else coalesce(d.look_seconds, extract(epoch from s.usual)) end::double precision as seconds
          from (select frescura.setting('driver_look')::interval as usual) s) l
      where d.next_look_at > p_at or d.seen_at > p_at - make_interval(secs => greatest(3 * l.seconds, 180))),
    -- Nobody is there: as whoever was last.
    (select make_interval(secs => d.look_seconds) from frescura.drivers d where d.look_seconds is not null
      order by d.seen_at desc limit 1),
    frescura.setting('driver_look')::interval)
$$;

comment on function frescura.look_interval(timestamptz) is
'How long at most until a driver looks again, from how often the most frequent of those that are there has come of '
'late (frescura.drivers); driver_look (frescura.setting) where that is not known yet.';
