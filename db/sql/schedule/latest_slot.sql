create or replace function frescura.latest_slot(
  p_cron text, p_time_zone text, p_at timestamptz default clock_timestamp(), p_after timestamptz default null)
returns timestamptz
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_months constant text[] := '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}';
  c_days constant text[] := '{sun,mon,tue,wed,thu,fri,sat}';
  v_field text[] := regexp_split_to_array(btrim(p_cron), '\s+');
  v_minutes integer[] := frescura.cron_values(v_field[1], 0, 59);
  v_hours integer[] := frescura.cron_values(v_field[2], 0, 23);
  v_monthdays integer[] := frescura.cron_values(v_field[3], 1, 31);
  v_months integer[] := frescura.cron_values(v_field[4], 1, 12, c_months);
  v_weekdays integer[] := frescura.cron_values(v_field[5], 0, 7, c_days);
  v_wall timestamp := p_at at time zone p_time_zone;
  v_date date := v_wall::date;
  -- A leap day comes after eight years at the latest.
  v_first date := coalesce((p_after at time zone p_time_zone)::date, v_wall::date - 3000);
  v_slot timestamptz;
begin
  if cardinality(v_field) <> 5 then
    raise exception '"%" is not a cron expression of five fields', p_cron using errcode = 'invalid_parameter_value';
  end if;
  while v_date >= v_first loop
    if not extract(month from v_date) = any (v_months) then
      v_date := date_trunc('month', v_date)::date;
    -- Both a day of the month and a weekday: either will do, as every cron has it.
    elsif (case when v_field[3] = '*' or v_field[5] = '*'
                then extract(day from v_date) = any (v_monthdays)
                     and (extract(dow from v_date) = any (v_weekdays) or extract(isodow from v_date) = any (v_weekdays))
                else extract(day from v_date) = any (v_monthdays)
                     or extract(dow from v_date) = any (v_weekdays)
                     or extract(isodow from v_date) = any (v_weekdays) end)
    then
      v_slot := frescura.latest_of_day(v_date, v_hours, v_minutes, p_time_zone, p_at,
                                       -- One time a day: due once, however often the clock shows it.
                                       v_field[1] ~ '^\d+$' and v_field[2] ~ '^\d+$');
      exit when v_slot is not null;
    end if;
    v_date := v_date - 1;
  end loop;
  return case when v_slot > p_after or p_after is null then v_slot end;
end
$$;

comment on function frescura.latest_slot(text, text, timestamptz, timestamptz) is
'The latest slot of a cron expression of five fields, read in a time zone, at or before p_at and after p_after (null: '
'however long ago); null where there is none. The calendar of every driver (frescura.due_slots). On the days when a '
'clock changes, a cron with several times a day is due as often as the clock shows them, and a single daily time '
'once: at the jump where the clock skips it, and at the first where it comes twice. Raises invalid_parameter_value '
'for a cron or a zone that cannot be read.';
