create or replace function frescura.try_lock(p_id bigint) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform frescura.make_lock(p_id);
  perform from frescura.locks l where l.id = p_id for update skip locked;
  return found;
end
$$;

comment on function frescura.try_lock(bigint) is
'Takes a lock (id in frescura.locks) until the transaction ends unless another session has it. Returns whether it was '
'taken; never waits.';
