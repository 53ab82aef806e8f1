comment on table frescura.locks is
'What one session does at a time: a row each, locked by whoever does it. Rows and not advisory locks, since those can '
'be taken by anyone who may connect.';
comment on column frescura.locks.id is 'Of a view in frescura.views; below zero frescura.lock_of.';
