create or replace function frescura.alert_when_no_driver()
returns table (view_id bigint, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select null::bigint, jsonb_build_object('seen_at', max(d.seen_at))
    from frescura.drivers d
  -- One that sleeps has said until when.
  having max(greatest(d.seen_at, d.next_look_at))
           < clock_timestamp() - (select frescura.setting('driver_silence')::interval)
$$;

comment on function frescura.alert_when_no_driver() is
'One condition for the whole while no driver was seen for some time (frescura.setting: driver_silence), though there '
'has been one, and none said that it sleeps for so long; in detail: when the last was seen.';
