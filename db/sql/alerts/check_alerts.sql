create or replace function frescura.check_alerts() returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_edges integer;
begin
  -- One judge at a time; who comes meanwhile has nothing to add.
  if not frescura.try_lock(frescura.lock_of('alerts')) then
    return 0;
  end if;
  -- How much money is missing from each view that has a limit on it, and for how long it was more: between two looks
  -- what the first one found is taken to hold.
  insert into frescura.money_hourly as h (view_id, hour, sampled_at, observed_seconds, missed_seconds, amount_max, over)
  select v.id, date_trunc('hour', now.at), now.at, since.seconds, case when last.over then since.seconds else 0 end,
         m.amount, m.amount > v.pending_amount_max
    from (select clock_timestamp() as at) now
    cross join frescura.views v
    cross join lateral (select frescura.money_pending(v.id) as amount) m
    left join lateral (select l.sampled_at, l.over from frescura.money_hourly l
                        where l.view_id = v.id order by l.hour desc limit 1) last on true
    -- What nobody looked at is not observed.
    cross join lateral (select case when last.sampled_at > now.at - (select frescura.setting('money_gap')::interval)
                                    then extract(epoch from now.at - last.sampled_at) else 0 end as seconds) since
   where v.pending_amount_max is not null and m.amount is not null
     and coalesce(last.sampled_at, '-infinity') < now.at
  on conflict (view_id, hour) do update
     set sampled_at = excluded.sampled_at, over = excluded.over,
         observed_seconds = h.observed_seconds + excluded.observed_seconds,
         missed_seconds = h.missed_seconds + excluded.missed_seconds,
         amount_max = greatest(h.amount_max, excluded.amount_max);
  with conditions as materialized (
    -- Each once and of a view that is still there: a kind that is wrong must not stop the others here either.
    select distinct on (c.kind, c.view_id) c.view_id, c.kind, coalesce(c.detail, '{}') as detail,
           coalesce(c.lasting, '0') as lasting
      from frescura.alert_conditions() c
     where c.view_id is null or exists (select from frescura.views v where v.id = c.view_id)
     order by c.kind, c.view_id
  ), unjudged as (
    -- Of these nobody knows whether they began or ended: they stay as they are.
    select k.kind from conditions c cross join lateral jsonb_array_elements_text(c.detail -> 'kinds') k (kind)
     where c.kind = 'unjudged'
  ), held as (
    insert into frescura.alert_holds (kind, view_id)
    select c.kind, c.view_id from conditions c where c.lasting > '0'
    on conflict do nothing
  ), let_go as (
    delete from frescura.alert_holds h
     where h.kind not in (select u.kind from unjudged u)
       and not exists (select from conditions c where c.kind = h.kind and c.view_id is not distinct from h.view_id)
  ), due as (
    select c.view_id, c.kind, c.detail || case when h.since is null then '{}' else jsonb_build_object('since', h.since)
                                          end as detail
      from conditions c
      left join frescura.alert_holds h on h.kind = c.kind and h.view_id is not distinct from c.view_id
     where c.lasting <= '0' or h.since <= clock_timestamp() - c.lasting
  ), opened as (
    insert into frescura.alerts (view_id, kind, detail)
    select d.view_id, d.kind, d.detail from due d
     where not exists (select from frescura.alerts a where a.kind = d.kind and a.view_id is not distinct from d.view_id
                       and a.closed_at is null)
    returning id
  ), closed as (
    update frescura.alerts a set closed_at = clock_timestamp()
     where a.closed_at is null and a.kind not in (select u.kind from unjudged u)
       and not exists (select from conditions c where c.kind = a.kind and c.view_id is not distinct from a.view_id)
    returning id
  ), edges as (
    select id, 'opened' as edge from opened union all select id, 'closed' from closed
  ), told as (
    insert into frescura.notifications (channel_id, alert_id, edge)
    select c.id, e.id, e.edge from edges e cross join frescura.channels c where c.enabled
    on conflict do nothing
  )
  select count(*) into v_edges from edges;
  if v_edges > 0 then
    perform pg_notify('frescura', '{"alerts": 1}');
  end if;
  return v_edges;
end
$$;

comment on function frescura.check_alerts() is
'Opens an alert for each condition that began and closes each that ended, once per edge, and puts both into the outbox '
'of every enabled channel. A condition that has to last waits in frescura.alert_holds until it has; alerts of a kind '
'that cannot be judged stay as they are. Samples what money is missing (frescura.money_hourly) on the way; looks too '
'far apart prove nothing of the time between. Returns how many edges there were. Any driver may call it at any time.';
