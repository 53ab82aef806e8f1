create or replace function frescura.hours_of_week(p_view_id bigint, p_sla_seconds integer, p_targets jsonb)
returns table (weekday integer, hour integer, seconds integer, slots integer)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select d.day, h.hour,
         least(p_sla_seconds, (
           select min(t.seconds)
             from jsonb_to_recordset(p_targets) t (seconds integer, weekdays integer[], monthdays integer[], opens time,
                                                   closes time)
            -- One day of the month is one of thirty, and no usual day.
            where t.monthdays is null and coalesce(t.closes, t.opens) <> t.opens
              and (t.weekdays is null or d.day = any (t.weekdays))
              and case when t.closes > t.opens
                       then make_time(h.hour, 59, 0) >= t.opens and make_time(h.hour, 0, 0) < t.closes
                       else make_time(h.hour, 59, 0) >= t.opens or make_time(h.hour, 0, 0) < t.closes end)),
         (select coalesce(sum(cardinality(frescura.cron_values(f.field[1], 0, 59))), 0)::integer
            from frescura.schedules s
           cross join lateral (select regexp_split_to_array(btrim(s.cron), '\s+') as field) f
           where (s.view_id = p_view_id or s.view_id is null) and s.enabled
             and frescura.refreshes_by_clock(s.tier) and cardinality(f.field) = 5
             and h.hour = any (frescura.cron_values(f.field[2], 0, 23))
             and f.field[3] = '*'
             and (select d.day % 7 = any (w) or d.day = any (w)
                    from frescura.cron_values(f.field[5], 0, 7, '{sun,mon,tue,wed,thu,fri,sat}') w))
    from generate_series(1, 7) d (day) cross join generate_series(0, 23) h (hour)
$$;

comment on function frescura.hours_of_week(bigint, integer, jsonb) is
'Each hour of a week, by weekday (1, Monday, to 7) and hour: how old the data of a view (id in frescura.views) may be '
'then, by an SLA and targets as frescura.set_targets takes them, and how many slots its schedules have. What is meant '
'for days of the month is left out.';
