create or replace function frescura.doctor_check_asleep(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning',
         jsonb_build_object('sleep_seconds', extract(epoch from p.sleep), 'delay_seconds', extract(epoch from p.delay)),
         format('A high-impact write is promised to be visible within %s, and the worker sleeps for up to %s while '
                'nothing is due, without hearing of it.', p.delay, p.sleep),
         format('insert into frescura.settings (key, value) values (''sleep_max'', to_jsonb(%L::text)) '
                'on conflict (key) do update set value = excluded.value; -- or WORKER_IDLE=poll', p.delay / 2)
    from (select frescura.setting('sleep_max')::interval as sleep,
                 frescura.setting('high_impact_delay')::interval as delay) p
   where p.sleep > p.delay and exists (select from frescura.watched_sources(p_view_id))
     -- All who drive are such; one that is awake all the time takes the events.
     and (select bool_and(d.next_look_at is not null) from frescura.drivers d
           where greatest(d.seen_at, d.next_look_at) > clock_timestamp() - frescura.setting('driver_gap')::interval)
$$;

comment on function frescura.doctor_check_asleep(bigint) is
'A check of frescura.doctor: whether high-impact writes to the sources of a registered view (id in frescura.views) are '
'seen in the time that is promised (setting high_impact_delay), where all drivers sleep while nothing is due (setting '
'sleep_max). detail: sleep_seconds, delay_seconds.';
