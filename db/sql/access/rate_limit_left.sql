create or replace function frescura.rate_limit_left(
  p_bucket text, p_caller text, p_limit integer, p_window interval default interval '1 hour')
returns integer
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select greatest(p_limit - coalesce((
    select count(*)::integer from frescura.rate_limits l, unnest(l.hits) h
     where l.bucket = p_bucket and l.caller = p_caller and h > clock_timestamp() - p_window), 0), 0)
$$;

comment on function frescura.rate_limit_left(text, text, integer, interval) is
'How many uses of a bucket a caller has left in the running window, without taking one.';
