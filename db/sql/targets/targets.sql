comment on table frescura.targets is
'How old a view''s data may be in a window of the week or month, beside views.sla_seconds, which always holds; the '
'strictest in force counts. A window of length zero is a deadline: from then on the data must be at least as of so '
'many seconds before it.';
comment on column frescura.targets.id is 'Key.';
comment on column frescura.targets.view_id is 'The view, in whose time zone the window is.';
comment on column frescura.targets.seconds is 'How old the data may be, in seconds.';
comment on column frescura.targets.weekdays is 'On which days of the week it opens, 1 (Monday) to 7; null: any.';
comment on column frescura.targets.monthdays is 'On which days of the month it opens, 1 to 31; null: any.';
comment on column frescura.targets.opens is 'When it opens, on the view''s clock, in whole minutes.';
comment on column frescura.targets.closes is
'When it closes: the next day, where that is earlier than opens; the same moment: a deadline.';
comment on column frescura.targets.created_at is 'When it was made.';
