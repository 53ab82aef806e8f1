create or replace function frescura.holds_lock(p_pid integer) returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  -- To lock a row of a table, or to make it, takes such a lock of the table, until the transaction ends; nothing else
  -- does here.
  select exists (select from pg_locks k
                  where k.locktype = 'relation' and k.relation = 'frescura.locks'::regclass and k.pid = p_pid
                    and k.database = (select oid from pg_database where datname = current_database())
                    and k.mode in ('RowShareLock', 'RowExclusiveLock'))
$$;

comment on function frescura.holds_lock(integer) is
'Whether the session with that process number has a lock of frescura.locks or waits for one.';
