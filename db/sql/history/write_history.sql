comment on table frescura.write_history is
'What was written to the sources of tracked views, per five minutes: summed as their ledgers are pruned, and kept for '
'history_days (frescura.setting).';
comment on column frescura.write_history.view_id is 'The view.';
comment on column frescura.write_history.at is 'Start of the five minutes, by the start of the writing transactions.';
comment on column frescura.write_history.source_id is 'The source and mapping, in frescura.view_sources.';
comment on column frescura.write_history.currency is 'Of the amounts; empty where they say none.';
comment on column frescura.write_history.rows is 'Rows written: one that is written twice counts twice.';
comment on column frescura.write_history.keys is
'Keys of the view that they touched; one that two batches of pruning met counts twice.';
comment on column frescura.write_history.amount is 'Sum of their amounts, each at its latest in its transaction.';
comment on column frescura.write_history.high_impact is 'How many of the rows were high-impact.';
