comment on table frescura.read_counters is
'Where the counters of reads stood at the last look: the next one puts the difference in frescura.read_history.';
comment on column frescura.read_counters.view_id is 'The view.';
comment on column frescura.read_counters.view_oid is 'The object that was counted.';
comment on column frescura.read_counters.scans is 'Its scans, as PostgreSQL counts them.';
comment on column frescura.read_counters.own_scans is 'Those of our refreshes since that look.';
comment on column frescura.read_counters.reads is 'Reads through us, as frescura.reads counts them.';
