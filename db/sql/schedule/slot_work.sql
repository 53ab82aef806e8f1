create or replace function frescura.slot_work(p_schedule_id bigint)
returns table (view_id bigint, slug text, act text, sample_percent real)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select w.view_id, w.slug, 'drain', null::real
    from frescura.schedules s cross join lateral frescura.waiting_views() w
   where s.id = p_schedule_id and s.tier = 'events' and (s.view_id is null or w.view_id = s.view_id)
  union all
  select a.view_id, a.slug, 'verify', a.sample_percent
    from frescura.schedules s cross join lateral frescura.verifiable(s.view_id) a
   where s.id = p_schedule_id and s.tier = 'verification'
  union all
  select t.view_id, t.slug, 'refresh', null::real
    from (select from frescura.schedules s where s.id = p_schedule_id and s.tier = 'targets') s
   cross join frescura.start_work() t
  union all
  select * from (
    select v.id, v.slug, 'refresh', null::real
      from frescura.schedules s cross join frescura.graph() g join frescura.views v on v.id = g.view_id
     where s.id = p_schedule_id and frescura.refreshes_by_clock(s.tier) and v.enabled
       and (s.view_id is null or v.id = s.view_id)
     order by g.depth, v.id) r
$$;

comment on function frescura.slot_work(bigint) is
'What a slot of a schedule (id in frescura.schedules) is there for, in the order in which it is to be done: act is '
'drain (refresh for the events that wait), refresh (with the ticket of frescura.due_ticket), or verify (with the '
'share of the keys to compare, in percent).';
