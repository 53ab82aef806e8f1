create or replace function frescura.usual_duration(
  p_view text, p_from timestamptz, p_to timestamptz, out low_ms bigint, out high_ms bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when count(*) >= 5 then percentile_disc(0.1) within group (order by l.refresh_duration_ms) end,
         case when count(*) >= 5 then percentile_disc(0.9) within group (order by l.refresh_duration_ms) end
    from frescura.refresh_log l
   where l.view_id = frescura.view_id(p_view) and l.status = 'completed'
     and l.refresh_started_at >= p_from and l.refresh_started_at <= p_to
$$;

comment on function frescura.usual_duration(text, timestamptz, timestamptz) is
'Between which durations, in milliseconds, four of five completed refreshes of a view (slug or name) lay in a range; '
'null for fewer than five.';
