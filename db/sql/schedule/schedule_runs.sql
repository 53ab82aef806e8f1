comment on table frescura.schedule_runs is 'A slot of a schedule, taken once whoever comes: the key is the claim.';
comment on column frescura.schedule_runs.schedule_id is 'The schedule.';
comment on column frescura.schedule_runs.due_at is 'The slot.';
comment on column frescura.schedule_runs.claimed_at is 'When it was taken.';
comment on column frescura.schedule_runs.driver is 'Who took it: worker, vercel, cron, ...';
comment on column frescura.schedule_runs.completed_at is 'When its run ended.';
comment on column frescura.schedule_runs.outcome is 'completed, failed, covered, skipped or nothing_waiting.';
comment on column frescura.schedule_runs.refresh_id is 'The refresh that served it.';
