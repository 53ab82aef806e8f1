create or replace function frescura.due_slots(
  p_tier text default null, p_at timestamptz default clock_timestamp(), p_overdue interval default '0')
returns table (schedule_id bigint, tier text, view_id bigint, slug text, due_at timestamptz, depth integer,
               done boolean, problem text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  -- Lines of crontabs may still have the former name.
  v_tier constant text := case p_tier when 'audit' then 'verification' else p_tier end;
  v_times record;
  v_calendar jsonb := '{}';
  v_starts constant boolean := coalesce(p_tier, 'targets') = 'targets'
    and exists (select from frescura.schedules s where s.tier = 'targets' and s.enabled)
    and exists (select from frescura.starts(p_at));
begin
  -- Once for all schedules that have the same times.
  for v_times in
    select distinct s.cron, s.time_zone from frescura.schedules s
     where s.enabled and (v_tier is null or s.tier = v_tier)
  loop
    begin
      v_calendar := v_calendar || jsonb_build_object(
        v_times.cron || '@' || v_times.time_zone,
        jsonb_build_object('slot', frescura.latest_slot(v_times.cron, v_times.time_zone, p_at)));
    exception when invalid_parameter_value then
      v_calendar := v_calendar || jsonb_build_object(
        v_times.cron || '@' || v_times.time_zone, jsonb_build_object('problem', sqlerrm));
    end;
  end loop;
  return query
    with latest as (
      select s.id, s.tier, s.view_id, v.slug,
             -- A moment of its own, whenever there is something to be begun.
             case when s.tier = 'targets' then date_bin('15 seconds', p_at, '2000-01-01 00:00Z')
                  else (c.latest ->> 'slot')::timestamptz end as due_at,
             c.latest ->> 'problem' as problem
        from frescura.schedules s left join frescura.views v on v.id = s.view_id
        cross join lateral (select v_calendar -> (s.cron || '@' || s.time_zone) as latest) c
       where s.enabled and coalesce(v.enabled, true) and (v_tier is null or s.tier = v_tier)
         and case when s.tier = 'targets' then v_starts and s.created_at < p_at - interval '15 seconds'
                  else c.latest ? 'problem'
                       or ((c.latest ->> 'slot')::timestamptz > s.created_at
                           and (c.latest ->> 'slot')::timestamptz <= p_at - p_overdue) end
    ), judged as (
      -- A later slot that was taken has made up for this one.
      select l.*, exists (select from frescura.schedule_runs r
                           where r.schedule_id = l.id and r.due_at >= l.due_at
                             and (r.due_at > l.due_at or r.completed_at is not null)) as done
        from latest l
    )
    select j.id, j.tier, j.view_id, j.slug, j.due_at, g.depth, j.done, j.problem
      from judged j
      left join (select o.view_id, o.depth from frescura.graph() o
                  where exists (select from judged where not judged.done)) g on g.view_id = j.view_id
     -- What would be late before what is only wished for. Verifications last: nobody waits for them.
     order by j.tier = 'verification', j.tier <> 'targets', g.depth nulls last, j.view_id nulls last, j.id;
end
$$;

comment on function frescura.due_slots(text, timestamptz, interval) is
'What is due at p_at: the latest slot of each enabled schedule (of a tier, or of all), which makes up for every one '
'missed before it, unless it began less than p_overdue ago; in the order in which they are to run. depth: how many '
'levels of views the view reads (null: all views, or nothing is to be done); done: nothing is left to do, a run of '
'it ended or a later one was taken; of the tier targets the slots are those at which something has to begin '
'(frescura.starts); problem: why the cron or the zone cannot be read, with due_at null.';
