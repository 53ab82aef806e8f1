comment on table frescura.tracking is
'What a tracked view is known to contain: the baseline, a snapshot of its last refresh.';
comment on column frescura.tracking.view_id is 'The view.';
comment on column frescura.tracking.key_columns is 'Columns of its unique index: the keys of the ledger, k1, k2, ...';
comment on column frescura.tracking.live_view is
'The live view, as SQL writes it: the name that was chosen, or what it was renamed to.';
comment on column frescura.tracking.live_oid is 'The view that was made for it; null until then.';
comment on column frescura.tracking.live_grants is
'Rights on the view that were passed on to the live view: roles, each with a column or null for all of them.';
comment on column frescura.tracking.judged is
'In which ways the sources lead to the key, by the definition (frescura.paths), and for which version of it (rules).';
comment on column frescura.tracking.baseline_snapshot is
'Transactions that the view contains; null before the first refresh since tracking began.';
comment on column frescura.tracking.baseline_at is 'Start of the refresh that made the baseline.';
comment on column frescura.tracking.baseline_oid is 'The object it refreshed.';
comment on column frescura.tracking.baseline_refresh_id is 'Its row in frescura.refresh_log.';
comment on column frescura.tracking.capture_digest is
'Fingerprint of the capture before its snapshot; a different one now means that writes may have been missed.';
comment on column frescura.tracking.lost_count is
'Position of frescura.lost_seq before its snapshot; a later one now means that a write was missed.';
comment on column frescura.tracking.pruned_refresh_id is
'The row in frescura.refresh_log of the refresh whose writes are gone from the ledger.';
comment on column frescura.tracking.created_at is 'When tracking began.';
