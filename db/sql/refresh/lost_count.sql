create or replace function frescura.lost_count() returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_lost bigint := pg_sequence_last_value('frescura.lost_seq');
begin
  -- A writer whose loss is counted already may commit after the snapshot; none such may be baseline for. Its capture
  -- function has locked that table until then.
  if exists (select from pg_locks k
              where k.locktype = 'relation' and k.relation = 'frescura.lost_writers'::regclass
                and k.mode = 'RowShareLock' and k.granted
                and k.database = (select oid from pg_database where datname = current_database())) then
    return -1;
  end if;
  return v_lost;
end
$$;

comment on function frescura.lost_count() is
'How many writes could be recorded nowhere so far, to be asked before the snapshot of a baseline; -1, which no later '
'count equals, while a writer is under way whose loss is counted already.';
