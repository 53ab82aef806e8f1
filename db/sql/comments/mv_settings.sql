comment on table public.mv_settings is 'Facts about this installation, such as that it is the demo.';
comment on column public.mv_settings.key is 'Name.';
comment on column public.mv_settings.value is 'Value.';
comment on column public.mv_settings.updated_at is 'When it last changed.';
