create or replace function frescura.check_alerts() returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_edges integer;
begin
  -- One judge at a time; who comes meanwhile has nothing to add.
  if not pg_try_advisory_xact_lock(frescura.lock_space(), -1) then
    return 0;
  end if;
  perform frescura.sample_money();
  with conditions as materialized (
    select c.view_id, c.kind, c.detail from frescura.alert_conditions() c
  ), opened as (
    insert into frescura.alerts (view_id, kind, detail)
    select c.view_id, c.kind, c.detail from conditions c
     where not exists (select from frescura.alerts a where a.kind = c.kind and a.view_id is not distinct from c.view_id and a.closed_at is null)
    returning id
  ), closed as (
    update frescura.alerts a set closed_at = clock_timestamp()
     where a.closed_at is null
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
    perform pg_notify('frescura', json_build_object('alerts', v_edges)::text);
  end if;
  return v_edges;
end
$$;

comment on function frescura.check_alerts() is
'Opens an alert for each condition that began and closes each that ended, once per edge, and puts both into the outbox of every enabled channel. Samples what money is missing (frescura.sample_money) on the way. Returns how many edges there were. Any driver may call it at any time.';
