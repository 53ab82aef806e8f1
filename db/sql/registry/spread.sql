create or replace function frescura.spread(p_wait interval) returns interval
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$ select p_wait * (0.87 + 0.26 * random()) $$;

comment on function frescura.spread(interval) is
'A wait, up to 13 % off either way, so that what failed together does not come back together.';
