create or replace function frescura.data_as_of(p_attempt frescura.refresh_log) returns timestamptz
language sql immutable
as $$ select nullif(least(p_attempt.refresh_started_at, p_attempt.data_as_of), '-infinity') $$;

comment on function frescura.data_as_of(frescura.refresh_log) is
'The moment as of which a view holds the data after a good refresh, to its roots: everything that was committed '
'before it is in. The start of the refresh, or, where the view reads other materialized views, what the oldest of '
'them held then; null where that is not known.';
