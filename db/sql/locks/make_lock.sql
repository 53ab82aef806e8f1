create or replace function frescura.make_lock(p_id bigint) returns void
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  insert into frescura.locks (id) select p_id where not exists (select from frescura.locks l where l.id = p_id)
      on conflict do nothing
$$;

comment on function frescura.make_lock(bigint) is
'Makes sure that there is a lock with that id in frescura.locks: one of a view comes with its registration.';
