comment on table frescura.drivers is 'Processes that drive the tiers, by their latest sign of life.';
comment on column frescura.drivers.name is 'Name of the process.';
comment on column frescura.drivers.kind is 'worker, vercel, pg_cron, ...';
comment on column frescura.drivers.started_at is 'First sign.';
comment on column frescura.drivers.seen_at is 'Latest sign.';
comment on column frescura.drivers.next_look_at is
'Until when it sleeps and gives no sign, as it said; null: it has never said so.';
comment on column frescura.drivers.look_seconds is
'How far apart its looks are, in seconds: the longest of late, longer ago the less so; null: it has come once.';
