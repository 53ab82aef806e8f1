create or replace function frescura.latest_of_day(
  p_date date, p_hours integer[], p_minutes integer[], p_time_zone text, p_at timestamptz, p_once boolean)
returns timestamptz
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_noon constant time := '12:00';
  v_from timestamptz := (p_date - 1 + c_noon) at time zone p_time_zone;
  v_to timestamptz := (p_date + 1 + c_noon) at time zone p_time_zone;
  -- How far the clock is ahead of UTC, the day before and the day after.
  v_before interval := p_date - 1 + c_noon - v_from at time zone 'UTC';
  v_after interval := p_date + 1 + c_noon - v_to at time zone 'UTC';
  v_middle timestamptz;
  v_minute integer := case when (p_at at time zone 'UTC') + v_before >= p_date + 1 then 1439
                           else floor(extract(epoch from (p_at at time zone 'UTC') + v_before - p_date) / 60) end;
begin
  if v_before = v_after then
    return (select (p_date + make_interval(mins => max(h * 60 + m)) - v_before) at time zone 'UTC'
              from unnest(p_hours) h, unnest(p_minutes) m where h * 60 + m <= v_minute);
  end if;
  -- The minute from which on the clock shows the other time.
  while v_to - v_from > interval '1 minute' loop
    v_middle := v_from + floor(extract(epoch from v_to - v_from) / 120) * interval '1 minute';
    if v_middle at time zone p_time_zone - v_middle at time zone 'UTC' = v_before then
      v_from := v_middle;
    else
      v_to := v_middle;
    end if;
  end loop;
  return (
    select max(slot)
      from unnest(p_hours) h cross join unnest(p_minutes) m
           cross join lateral (
             select p_date + make_interval(hours => h, mins => m) as wall) t
           cross join lateral (
             select (t.wall - v_before) at time zone 'UTC' as early, (t.wall - v_after) at time zone 'UTC' as late) i
           cross join lateral (
             select i.early where i.early < v_to
             union all
             select i.late where i.late >= v_to and not (p_once and i.early < v_to)
             union all
             -- Neither: the clock skips it.
             select v_to where p_once and i.early >= v_to and i.late < v_to) s (slot)
     where s.slot <= p_at);
end
$$;

comment on function frescura.latest_of_day(date, integer[], integer[], text, timestamptz, boolean) is
'The latest time of a day, out of hours and minutes that a clock in a time zone shows, at or before p_at; null where '
'there is none. A time that the clock shows twice counts twice, and one that it skips not at all; with p_once, the '
'first time, and the jump. The part of frescura.latest_slot that knows of changes of the clock.';
