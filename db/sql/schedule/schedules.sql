comment on table frescura.schedules is 'When a tier runs for a view; without a view, for all of them.';
comment on column frescura.schedules.id is 'Key.';
comment on column frescura.schedules.view_id is 'The view; null for all.';
comment on column frescura.schedules.tier is
'events drains what waits; verification compares with the definition; targets begins what would be late otherwise, '
'whatever its cron; hourly, working-hours and any other name refresh.';
comment on column frescura.schedules.cron is 'Cron expression of five fields.';
comment on column frescura.schedules.time_zone is 'Time zone in which it is meant, IANA name.';
comment on column frescura.schedules.enabled is 'Whether it runs.';
comment on column frescura.schedules.created_at is 'When it was made; earlier slots are not due.';
comment on column frescura.schedules.updated_at is 'When it last changed.';

-- Once each: who removes a schedule is not given it again.
do $$
begin
  if not exists (select from frescura.schedules where tier = 'events') then
    insert into frescura.schedules (view_id, tier, cron) values (null, 'events', '*/5 * * * *');
  end if;
  if not exists (select from frescura.settings where key = 'verification_scheduled') then
    insert into frescura.schedules (view_id, tier, cron) values (null, 'verification', '30 3 * * *')
      on conflict do nothing;
    insert into frescura.settings (key, value) values ('verification_scheduled', 'true');
  end if;
  if not exists (select from frescura.settings where key = 'targets_scheduled') then
    insert into frescura.schedules (view_id, tier, cron) values (null, 'targets', '* * * * *') on conflict do nothing;
    insert into frescura.settings (key, value) values ('targets_scheduled', 'true');
  end if;
end
$$;
