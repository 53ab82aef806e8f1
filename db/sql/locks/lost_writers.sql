comment on table frescura.lost_writers is
'Always empty: a writer whose event could be recorded nowhere has a ROW SHARE lock on it until it ends.';
comment on column frescura.lost_writers.id is 'Never filled.';
