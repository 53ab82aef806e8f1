comment on table frescura.read_history is
'How often a view was read, per five minutes: by us, and by everybody else where PostgreSQL counts it.';
comment on column frescura.read_history.view_id is 'The view.';
comment on column frescura.read_history.at is 'Start of the five minutes in which it was looked.';
comment on column frescura.read_history.reads is 'Reads of its data through us that no cache answered.';
comment on column frescura.read_history.other_scans is
'Scans of the view and its indexes that PostgreSQL counted, less those of our refreshes and one for each read.';
