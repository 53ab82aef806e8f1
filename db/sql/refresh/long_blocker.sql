create or replace function frescura.long_blocker(p_view oid, p_older interval) returns jsonb
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('pid', b.pid, 'role', b.role, 'application', b.application)
    from (
      -- Of other roles' sessions the start is hidden from whoever has no pg_monitor: such a one counts as long.
      select a.xact_start as began_at, a.pid, a.usename as role, nullif(a.application_name, '') as application
        from pg_locks k join pg_stat_activity a on a.pid = k.pid
       where k.locktype = 'relation' and k.relation = p_view and k.granted and k.pid <> pg_backend_pid()
         and k.database = (select oid from pg_database where datname = current_database())
      union all
      -- A prepared transaction holds its locks without any session.
      select x.prepared, 0, x.owner, x.gid
        from pg_locks k join pg_prepared_xacts x on k.virtualtransaction = '-1/' || x.transaction
       where k.locktype = 'relation' and k.relation = p_view and x.database = current_database()) b
   where coalesce(b.began_at, '-infinity') < clock_timestamp() - p_older
   order by b.began_at nulls first
   limit 1
$$;

comment on function frescura.long_blocker(oid, interval) is
'The transaction that holds a lock on a materialized view (its oid) and has been open for longer than the interval, as '
'the detail of the reason long_transaction: pid, role, application (pid 0 for a prepared one, with its name); null '
'where there is none. A plain refresh would wait for it, with every later reader behind.';
