create or replace function frescura.lateness(
  p_view_id bigint, p_from timestamptz, p_to timestamptz, out observed numeric, out missed numeric)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(sum(extract(epoch from s.ended_at - s.began_at)), 0),
         coalesce(sum(greatest(extract(epoch from s.ended_at - greatest(s.began_at, s.data_as_of + make_interval(secs => v.sla_seconds))), 0)), 0)
    from frescura.views v cross join lateral frescura.staleness(v.id, p_from, p_to) s
   where v.id = p_view_id
$$;

comment on function frescura.lateness(bigint, timestamptz, timestamptz) is
'For how many seconds of an interval readers of a view (id in frescura.views) saw data of a known age (observed), and for how many of them it was older than the SLA (missed). From the log alone.';
