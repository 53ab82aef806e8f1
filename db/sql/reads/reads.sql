comment on table frescura.reads is
'Reads of a view''s data per hour and place they were served from: availability is counted from them.';
comment on column frescura.reads.view_id is 'The view.';
comment on column frescura.reads.hour is 'Start of the hour.';
comment on column frescura.reads.served_from is 'mv, live, base, or failed for a read that got no answer.';
comment on column frescura.reads.reads is 'How many.';
comment on column frescura.reads.cache_hits is 'How many of them from the cache.';
