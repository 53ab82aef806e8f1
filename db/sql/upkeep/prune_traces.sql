create or replace function frescura.prune_traces(
  p_days integer default frescura.setting('keep_days')::integer, p_batch integer default 5000)
  returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_before timestamptz := clock_timestamp() - make_interval(days => p_days);
  v_rows integer;
  v_count integer := 0;
begin
  if p_days is null or p_days < 1 then
    raise exception 'traces are kept for at least one day, not %', p_days using errcode = 'invalid_parameter_value';
  end if;
  delete from frescura.refresh_triggers where id in (
    select id from frescura.refresh_triggers where processed_at < v_before order by id
     limit p_batch for update skip locked);
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  -- The latest slot of a schedule says that those before it were made up for.
  delete from frescura.schedule_runs r using (
    select s.schedule_id, s.due_at from frescura.schedule_runs s
     where s.claimed_at < v_before and s.completed_at is not null
       and exists (select from frescura.schedule_runs later
                   where later.schedule_id = s.schedule_id and later.due_at > s.due_at)
     limit p_batch for update skip locked) old
   where r.schedule_id = old.schedule_id and r.due_at = old.due_at;
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  -- With their notifications, unless one of those still waits to be told.
  delete from frescura.alerts where id in (
    select a.id from frescura.alerts a
     where a.closed_at < v_before
       and not exists (select from frescura.notifications n where n.alert_id = a.id and n.delivered_at is null)
     order by a.id limit p_batch for update skip locked);
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  -- The latest of a view, and what is open, say how it stands.
  delete from frescura.verifications where id in (
    select a.id from frescura.verifications a
     where a.started_at < v_before and a.id not in (select d.id from frescura.open_drift() d)
       and exists (select from frescura.verifications later
                   where later.view_id = a.view_id and later.started_at > a.started_at)
     order by a.id limit p_batch);
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  delete from frescura.notifications n where n.edge = 'test' and n.created_at < v_before;
  delete from frescura.drivers d
   where d.seen_at < v_before and d.seen_at < (select max(l.seen_at) from frescura.drivers l);
  return v_count;
end
$$;

comment on function frescura.prune_traces(integer, integer) is
'Removes what is older than p_days days and asked for no more, at most p_batch of each at a time: events that were '
'covered, finished slots but the latest of each schedule, closed alerts that everyone was told of, verifications but '
'the latest of each view and those whose difference is open, drivers not seen since. Returns the most that any of them '
'had; call it until that is less than the batch.';
