comment on table public.mv_alerts is 'Conditions that someone should know of, from the edge at which they began to that at which they ended.';
comment on column public.mv_alerts.id is 'Key.';
comment on column public.mv_alerts.view_id is 'The view; null for the whole.';
comment on column public.mv_alerts.kind is 'failures, slow, target_missed, events_waiting, money_pending, budget_burn, no_driver, suspended or drift.';
comment on column public.mv_alerts.detail is 'Facts at the edge.';
comment on column public.mv_alerts.opened_at is 'When it began.';
comment on column public.mv_alerts.closed_at is 'When it ended; null while it lasts.';
comment on column public.mv_alerts.acknowledged_at is 'When someone took note.';
comment on column public.mv_alerts.acknowledged_by is 'Who.';
