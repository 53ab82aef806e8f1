create or replace function frescura.five_minutes(p_at timestamptz) returns timestamptz
language sql immutable parallel safe
as $$ select date_bin('5 minutes', p_at, '2000-01-01 00:00+00') $$;

comment on function frescura.five_minutes(timestamptz) is
'Start of the five minutes in which a moment falls.';
