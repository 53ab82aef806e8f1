create or replace function frescura.refreshes_by_clock(p_tier text) returns boolean
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$ select p_tier not in ('events', 'verification', 'targets') $$;

comment on function frescura.refreshes_by_clock(text) is
'Whether a slot of a tier is a refresh: events drains what waits, verification compares, targets looks for what would '
'be late; any other name refreshes. Null for null; raises nothing.';
