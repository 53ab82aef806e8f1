comment on table public.mv_drivers is 'Processes that drive the tiers, by their latest sign of life.';
comment on column public.mv_drivers.name is 'Name of the process.';
comment on column public.mv_drivers.kind is 'worker, vercel, pg_cron …';
comment on column public.mv_drivers.started_at is 'First sign.';
comment on column public.mv_drivers.seen_at is 'Latest sign.';
