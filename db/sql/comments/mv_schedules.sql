comment on table public.mv_schedules is 'When a tier runs for a view; without a view, for all of them.';
comment on column public.mv_schedules.id is 'Key.';
comment on column public.mv_schedules.view_id is 'The view; null for all.';
comment on column public.mv_schedules.tier is 'events drains what waits; audit compares with the definition; hourly, working-hours and any other name refresh.';
comment on column public.mv_schedules.cron is 'Cron expression of five fields.';
comment on column public.mv_schedules.time_zone is 'Time zone in which it is meant, IANA name.';
comment on column public.mv_schedules.enabled is 'Whether it runs.';
comment on column public.mv_schedules.created_at is 'When it was made; earlier slots are not due.';
comment on column public.mv_schedules.updated_at is 'When it last changed.';
