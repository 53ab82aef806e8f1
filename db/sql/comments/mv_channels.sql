comment on table public.mv_channels is 'Where alerts are sent: a webhook, or an address.';
comment on column public.mv_channels.id is 'Key.';
comment on column public.mv_channels.kind is 'webhook or email.';
comment on column public.mv_channels.name is 'Name for people.';
comment on column public.mv_channels.target is 'URL or address.';
comment on column public.mv_channels.enabled is 'Whether alerts are sent there.';
comment on column public.mv_channels.locale is 'Language of its messages: es or en.';
comment on column public.mv_channels.created_at is 'When it was made.';
