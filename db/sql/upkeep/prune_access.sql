create or replace function frescura.prune_access(
  p_days integer default frescura.setting('keep_days')::integer, p_batch integer default 5000) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_rows integer;
  v_count integer := 0;
begin
  -- Nothing is counted for longer than an hour.
  delete from frescura.rate_limits where ctid = any(array(
    select l.ctid from frescura.rate_limits l
     where coalesce(l.hits[cardinality(l.hits)], '-infinity') < clock_timestamp() - interval '1 day'
     limit p_batch for update skip locked));
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  delete from frescura.idempotency_keys where ctid = any(array(
    select k.ctid from frescura.idempotency_keys k where k.claimed_at < clock_timestamp() - interval '1 day'
     limit p_batch for update skip locked));
  get diagnostics v_rows = row_count;
  v_count := greatest(v_count, v_rows);
  delete from frescura.sessions where id in (
    select s.id from frescura.sessions s
     where least(s.ended_at, s.seen_at) < clock_timestamp() - make_interval(days => p_days)
           and not frescura.session_lives(s.created_at, s.seen_at, s.ended_at)
     limit p_batch for update skip locked);
  get diagnostics v_rows = row_count;
  return greatest(v_count, v_rows);
end
$$;

comment on function frescura.prune_access(integer, integer) is
'Removes what throttles have counted and answers that were kept by a key, a day later, and sessions that ended more '
'than p_days days ago, at most p_batch of each at a time. Returns the most that any of them had; call it until that is '
'less than the batch.';
