create or replace function frescura.wall_time(p_date date, p_time time, p_time_zone text, p_last boolean default false)
returns timestamptz
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when p_last then coalesce(frescura.latest_of_day(d.day, h, m, p_time_zone, z.end_at, false),
                                        frescura.latest_of_day(d.day, h, m, p_time_zone, z.end_at, true))
              else frescura.latest_of_day(d.day, h, m, p_time_zone, z.end_at, true) end
    from (select p_date + (p_time = '24:00')::integer as day) d
   cross join lateral (select (d.day + 3)::timestamp at time zone 'UTC' as end_at) z
   cross join lateral (select array[extract(hour from p_time)::integer % 24] as h,
                              array[extract(minute from p_time)::integer] as m) t
$$;

comment on function frescura.wall_time(date, time, text, boolean) is
'When the clock in a time zone shows a time, in whole minutes, on a date; 24:00 is the next midnight. Of a time '
'that it shows twice the first, or with p_last the second; of one that it skips the jump.';
