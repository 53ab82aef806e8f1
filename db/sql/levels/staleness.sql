create or replace function frescura.staleness(p_view_id bigint, p_from timestamptz, p_to timestamptz)
returns table (began_at timestamptz, ended_at timestamptz, data_as_of timestamptz, late_at timestamptz,
               late tstzmultirange, late_seconds numeric)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- What readers saw: from the end of a refresh to the end of the next, data as old as that of the first is.
  with ends as (
    select l.refresh_completed_at as visible_at,
           -- A clock that was set back makes nothing older.
           case when l.lineage is null and l.data_as_of is distinct from '-infinity'
                then max(l.refresh_started_at) over (order by l.refresh_completed_at)
                else frescura.data_as_of(l) end as as_of
      from frescura.good_refreshes(p_view_id) l
     where l.refresh_completed_at <= p_to
       and l.refresh_completed_at >= coalesce((
         select max(e.refresh_completed_at) from frescura.good_refreshes(p_view_id) e
          where e.refresh_completed_at <= p_from), '-infinity')
    union all
    -- What another hand refreshed is of unknown age.
    select l.created_at, null from frescura.refresh_log l
     where l.view_id = p_view_id and l.reason = 'refreshed_by_others'
       and l.created_at <= p_to and l.created_at >= coalesce((
         select max(e.refresh_completed_at) from frescura.good_refreshes(p_view_id) e
          where e.refresh_completed_at <= p_from), '-infinity')
  ), shown as (
    select visible_at, as_of, lead(visible_at, 1, p_to) over (order by visible_at) as until from ends
  ), span as (
    select greatest(s.visible_at, p_from) as began_at, s.until, s.as_of
      from shown s where s.as_of is not null and s.until > greatest(s.visible_at, p_from)
  ), windows as materialized (
    -- Once for all spans; what is older than the SLA is late by that.
    select w.* from frescura.views v
     cross join lateral frescura.target_windows(v.id, p_from - make_interval(secs => v.sla_seconds), p_to) w
     where v.id = p_view_id
  )
  select s.began_at, s.until, s.as_of, lower(r.late), r.late,
         (select sum(extract(epoch from upper(l) - lower(l))) from unnest(r.late) l)
    from span s
   cross join lateral (
     select range_agg(frescura.late_range(w.seconds, w.opens_at, w.closes_at, s.as_of, s.began_at, s.until)) as late
       from windows w) r
$$;

comment on function frescura.staleness(bigint, timestamptz, timestamptz) is
'The spans of an interval in which readers of a view (id in frescura.views) saw the same data, with the moment as of '
'which that was, and when in it that was late by the targets (late, with late_at its beginning and late_seconds its '
'length; null for never). Before the first refresh, and while the age was not known, there is no span. The tooth of '
'the saw: at a moment t of a span the age is t - data_as_of. The service levels and the charts all count from here.';
