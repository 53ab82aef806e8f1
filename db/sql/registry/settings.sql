comment on table frescura.settings is
'Facts about this installation, such as that it is the demo, and settings that differ from their defaults: see '
'frescura.setting.';
comment on column frescura.settings.key is 'Name.';
comment on column frescura.settings.value is 'Value.';
comment on column frescura.settings.updated_at is 'When it last changed.';

-- Where this installation lives, as a dump will carry it along. Not renewed: a restored one has moved until it is
-- refreshed.
insert into frescura.settings (key, value) select 'system_id', to_jsonb(frescura.system_id())
  where frescura.system_id() is not null
on conflict (key) do nothing;
