comment on table frescura.duration_history is
'How long refreshes took, per five minutes and mode: summed as the log is pruned, and kept for history_days '
'(frescura.setting).';
comment on column frescura.duration_history.view_id is 'The view.';
comment on column frescura.duration_history.at is 'Start of the five minutes in which they began.';
comment on column frescura.duration_history.mode is 'How they were done (frescura.refresh_log.mode); empty: not known.';
comment on column frescura.duration_history.refreshes is 'How many completed.';
comment on column frescura.duration_history.duration_ms_sum is 'Their durations in milliseconds, added up.';
comment on column frescura.duration_history.duration_ms_max is 'The longest.';
