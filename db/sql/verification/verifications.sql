comment on table frescura.verifications is 'Comparisons of a view with its definition in one snapshot.';
comment on column frescura.verifications.id is 'Key.';
comment on column frescura.verifications.view_id is 'The view.';
comment on column frescura.verifications.started_at is 'When it began.';
comment on column frescura.verifications.duration_ms is 'How long it took, in milliseconds.';
comment on column frescura.verifications.sample_percent is 'Share of the keys that was compared, in percent.';
comment on column frescura.verifications.rows_checked is 'Rows of the definition that were compared.';
comment on column frescura.verifications.differing_keys is
'Keys at which view and definition differ though nothing is pending for them.';
comment on column frescura.verifications.keys is 'Up to 100 of them.';
comment on column frescura.verifications.snapshot is 'The snapshot of the comparison.';
comment on column frescura.verifications.triggered_by is 'Who asked.';
