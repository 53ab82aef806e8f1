create or replace function frescura.latest_slot(
  p_cron text, p_time_zone text, p_at timestamptz default clock_timestamp(), p_minutes integer default 60)
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
  -- One time a day: due once where the clock shows it twice, and after the jump where the clock skips it.
  v_single constant boolean := v_field[1] ~ '^\d+$' and v_field[2] ~ '^\d+$';
  v_at timestamptz := to_timestamp(floor(extract(epoch from p_at) / 60) * 60);
  v_wall timestamp := v_at at time zone p_time_zone;
  v_before timestamp;
  v_shown timestamp;
begin
  if cardinality(v_field) <> 5 then
    raise exception '"%" is not a cron expression of five fields', p_cron using errcode = 'invalid_parameter_value';
  end if;
  for v_i in 1 .. p_minutes loop
    v_before := (v_at - interval '1 minute') at time zone p_time_zone;
    -- The minute that the clock shows; for a single time also those that it has just skipped.
    v_shown := case when v_single and v_wall > v_before + interval '1 minute' then v_before + interval '1 minute'
      else v_wall end;
    while v_shown <= v_wall loop
      if extract(minute from v_shown) = any (v_minutes) and extract(hour from v_shown) = any (v_hours)
         and extract(month from v_shown) = any (v_months)
         -- Both a day of the month and a weekday: either will do, as every cron has it.
         and (case when v_field[3] = '*' or v_field[5] = '*'
                  then extract(day from v_shown) = any (v_monthdays)
                       and (extract(dow from v_shown) = any (v_weekdays)
                            or extract(isodow from v_shown) = any (v_weekdays))
                  else extract(day from v_shown) = any (v_monthdays)
                       or extract(dow from v_shown) = any (v_weekdays)
                       or extract(isodow from v_shown) = any (v_weekdays) end)
         and not (v_single and ((v_at - interval '30 minutes') at time zone p_time_zone = v_shown
                                or (v_at - interval '60 minutes') at time zone p_time_zone = v_shown)) then
        return v_at;
      end if;
      v_shown := v_shown + interval '1 minute';
    end loop;
    v_at := v_at - interval '1 minute';
    v_wall := v_before;
  end loop;
  return null;
end
$$;

comment on function frescura.latest_slot(text, text, timestamptz, integer) is
'The latest slot of a cron expression of five fields, read in a time zone, at or before a moment and less than the '
'given minutes (default 60) before it; null where there is none. The calendar of the drivers that are nothing but SQL '
'(frescura.run_due): that of the application looks further back, and is tested to agree. Raises '
'invalid_parameter_value for a cron or a zone that cannot be read.';
