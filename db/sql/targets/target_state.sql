create or replace function frescura.target_state(
  p_view_id bigint, p_as_of timestamptz, p_at timestamptz,
  out seconds integer, out late boolean, out late_at timestamptz, out deadline_at timestamptz)
language sql stable strict set search_path = pg_catalog, public, pg_temp
as $$
  select min(w.seconds) filter (where w.opens_at <= p_at and w.closes_at > p_at),
         bool_or(r.late), frescura.late_at(p_view_id, p_as_of),
         case when not bool_or(r.late and w.opens_at < w.closes_at)
              then min(w.opens_at) filter (where r.late) end
    from frescura.views v
   cross join lateral frescura.target_windows(
     v.id, greatest(least(p_as_of, p_at), p_at - make_interval(secs => v.sla_seconds)), p_at) w
   cross join lateral (
     select frescura.late_range(w.seconds, w.opens_at, w.closes_at, p_as_of, p_at, p_at + interval '1 microsecond')
            is not null as late) r
   where v.id = p_view_id
$$;

comment on function frescura.target_state(bigint, timestamptz, timestamptz) is
'How a view (id in frescura.views) whose data is as of p_as_of stands to its targets at a moment: how old it may be '
'then (seconds), whether it is late, when it is or was late for the first time (late_at), and which deadline it '
'missed (deadline_at), where that alone makes it late.';
