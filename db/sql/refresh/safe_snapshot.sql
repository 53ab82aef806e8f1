create or replace function frescura.safe_snapshot() returns pg_snapshot
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- PostgreSQL leaves the caller's own transaction out of the list of those in progress, so that it would pass for
  -- finished; what it writes after the refresh would count as contained.
  select case
    when own.id is null or own.id >= pg_snapshot_xmax(s.now) then s.now
    else format('%s:%s:%s', least(pg_snapshot_xmin(s.now), own.id), pg_snapshot_xmax(s.now),
                (select string_agg(x.id::text, ',' order by x.id)
                   from (select pg_snapshot_xip(s.now) as id union select own.id) x))::pg_snapshot
    end
    from (select pg_current_snapshot() as now) s, (select pg_current_xact_id_if_assigned() as id) own
$$;

comment on function frescura.safe_snapshot() is
'The current snapshot with the caller''s own transaction counted as in progress: what a refresh that starts now can '
'serve as a baseline for.';
