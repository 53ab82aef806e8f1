create or replace function frescura.start_margin(
  p_run_seconds double precision, p_look_seconds double precision, p_retry_seconds double precision,
  p_target_seconds double precision) returns double precision
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select p_run_seconds + p_look_seconds
         -- A pause is up to 13 % longer (frescura.spread), and the try waits for a look. No more than a quarter of a
         -- short target, which would leave the view no rest.
         + least(1.13 * p_retry_seconds + p_look_seconds + p_run_seconds, p_target_seconds / 4)
$$;

comment on function frescura.start_margin(double precision, double precision, double precision, double precision) is
'How long before it is late a refresh has to begin, all in seconds: the runs, until a driver looks again, and one '
'retry.';
