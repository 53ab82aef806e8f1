create or replace function frescura.lock_holders(p_id bigint) returns text
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce('held by ' || string_agg(
           format('pid %s (%s%s, in its transaction since %s)', a.pid, a.usename,
                  coalesce(', ' || nullif(a.application_name, ''), ''), a.xact_start), ', or ' order by a.xact_start),
                  'nobody holds it any more')
    from pg_stat_activity a
   where frescura.holds_lock(a.pid) and a.pid <> pg_backend_pid() and a.wait_event_type is distinct from 'Lock'
     -- A refresh says who runs it; one in somebody's own transaction does not until that ends.
     and (a.pid in (select l.backend_pid from frescura.refresh_log l where l.view_id = p_id and l.status = 'running')
          or not exists (select from frescura.refresh_log l where l.view_id = p_id and l.status = 'running'))
$$;

comment on function frescura.lock_holders(bigint) is
'Which sessions may have a lock (id in frescura.locks), in words of a log: pid, role, application, since when. Which '
'row a session has locked PostgreSQL does not tell, only that it has locked some.';
