create or replace function frescura.loss_in_progress() returns boolean
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select exists (
    select from pg_locks k
     where k.locktype = 'advisory' and k.database = (select oid from pg_database where datname = current_database())
       and k.classid = frescura.lock_space() and k.objid = 4294967295)
$$;

comment on function frescura.loss_in_progress() is
'Whether a transaction whose write went unrecorded has not ended yet: its capture function holds an advisory lock, (frescura.lock_space(), -1).';
