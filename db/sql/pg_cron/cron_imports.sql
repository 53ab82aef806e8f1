comment on table frescura.cron_imports is
'Failed runs of pg_cron that were taken over into frescura.refresh_log: the key is the claim.';
comment on column frescura.cron_imports.run_id is 'runid in cron.job_run_details.';
comment on column frescura.cron_imports.started_at is 'When it began: pg_cron counts anew after it was created anew.';
comment on column frescura.cron_imports.imported_at is 'When it was taken over.';
