create or replace function frescura.starts(p_at timestamptz default clock_timestamp(), p_due boolean default true)
returns table (view_id bigint, slug text, data_as_of timestamptz, late_at timestamptz, start_at timestamptz,
               target_seconds integer, run_seconds double precision)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with asked as materialized (
    select extract(epoch from frescura.look_interval(p_at))::double precision as look,
           frescura.is_restored() as restored
  ), aimed as materialized (
    select t.view_id, min(t.seconds) as seconds from frescura.targets t group by 1
  ), shown as (
    select v.*, a.look, t.seconds is not null as aimed, least(t.seconds, v.sla_seconds) as strictest, g.as_of,
           g.refresh_started_at, g.refresh_completed_at, g.refresh_duration_ms / 1000.0 as took, g.lineage
      from asked a
     cross join frescura.views v
      left join aimed t on t.view_id = v.id
     cross join lateral (
       select r.refresh_started_at, r.refresh_completed_at, r.refresh_duration_ms, r.lineage,
              frescura.data_as_of(r) as as_of
         from frescura.good_refreshes(v.id) r where r.view_oid = v.view_oid
        order by r.refresh_started_at desc limit 1) g
     where v.enabled and v.suspended_at is null and not a.restored and g.as_of is not null
       -- What failed is tried again in its own time.
       and (not p_due or v.retry_at is null)
  ), near as (
    -- Most are not near it, however long they may take: the costly questions are for those that are.
    select s.* from shown s
     where not p_due or s.lineage is not null
        or s.as_of + make_interval(secs => 0.75 * s.strictest - s.look - 60 - 4 * s.took::double precision) <= p_at
  ), timed as (
    select n.*, case when n.lineage is null then frescura.run_seconds(n.id)
                     else frescura.path_seconds(n.id) end as run,
           case when n.aimed then frescura.late_at(n.id, n.as_of)
                else n.as_of + make_interval(secs => n.sla_seconds) end as late
      from near n
  ), planned as (
    select t.*, t.late - make_interval(secs => frescura.start_margin(t.run, t.look, t.retry_seconds, t.strictest))
             as start from timed t
  )
  select p.id, p.slug, p.as_of, p.late, p.start, p.strictest, p.run
    from planned p
   where not p_due
      or (p.start <= p_at
          -- It rests for as long as it ran, whatever its target asks for.
          and p_at >= p.refresh_completed_at + make_interval(secs => least(p.run, p.took::double precision))
          -- Begun now, it would be late later: a deadline is not met by data that is too early for it.
          and (not p.aimed or frescura.late_at(p.id, p_at) > p.late)
          and not exists (select from frescura.refresh_log l
                           where l.view_id = p.id and l.status = 'running' and frescura.attempt_is_alive(l))
          and (p.lineage is null
               or ((frescura.skip_reason(p.id, 'cron')).reason is null and frescura.can_renew(p.id, p.as_of))))
$$;

comment on function frescura.starts(timestamptz, boolean) is
'Which views have to be refreshed now for their targets to be kept, or with p_due false when each has to be at the '
'latest: data_as_of, when it is late (late_at, frescura.late_at), and start_at, earlier by frescura.start_margin, '
'with the strictest of its targets and what the runs take (frescura.path_seconds), in seconds. Not those that are '
'suspended, wait for a retry, run already, or whose age is not known: clocks and people see to these.';
