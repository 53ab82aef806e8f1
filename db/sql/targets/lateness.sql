create or replace function frescura.lateness(
  p_view_id bigint, p_as_of timestamptz, p_from timestamptz, p_to timestamptz) returns tstzmultirange
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(range_agg(frescura.late_range(w.seconds, w.opens_at, w.closes_at, p_as_of, p_from, p_to)), '{}')
    from frescura.views v
    -- From the SLA on it is late anyway.
   cross join lateral frescura.target_windows(
     v.id, p_as_of, least(p_to, p_as_of + make_interval(secs => v.sla_seconds))) w
   where v.id = p_view_id
$$;

comment on function frescura.lateness(bigint, timestamptz, timestamptz, timestamptz) is
'When, from one moment to another, data as of p_as_of in a view (id in frescura.views) is late: older than the '
'strictest of its targets then in force (frescura.target_windows), or not what a deadline asked for. Empty: never.';
