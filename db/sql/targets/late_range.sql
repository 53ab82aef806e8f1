create or replace function frescura.late_range(
  p_seconds integer, p_opens_at timestamptz, p_closes_at timestamptz, p_as_of timestamptz, p_from timestamptz,
  p_to timestamptz) returns tstzrange
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select case when r.began_at < r.ended_at then tstzrange(r.began_at, r.ended_at) end
    from (select greatest(p_opens_at, p_as_of + make_interval(secs => p_seconds), p_from) as began_at,
                 case when p_opens_at < p_closes_at then least(p_closes_at, p_to)
                      -- A deadline is kept, or missed until newer data is there.
                      when p_opens_at > p_as_of + make_interval(secs => p_seconds) then p_to end as ended_at) r
$$;

comment on function frescura.late_range(integer, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) is
'When, from one moment to another, data as of p_as_of is older than a window (frescura.target_windows) allows; '
'null: never. A deadline that it misses counts from then on.';
