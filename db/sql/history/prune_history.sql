create or replace function frescura.prune_history(p_batch integer default 5000) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_days constant integer := frescura.setting('history_days')::integer;
  v_before constant timestamptz := clock_timestamp() - make_interval(days => v_days);
  v_table text;
  v_rows bigint;
  v_most bigint := 0;
begin
  if v_days < 1 then
    raise exception 'history is kept for at least one day, not %', v_days using errcode = 'invalid_parameter_value';
  end if;
  foreach v_table in array array['write_history', 'read_history', 'duration_history'] loop
    execute format('delete from frescura.%1$I where ctid = any(array(
      select ctid from frescura.%1$I where at < $1 limit $2 for update skip locked))', v_table)
      using v_before, p_batch;
    get diagnostics v_rows = row_count;
    v_most := greatest(v_most, v_rows);
  end loop;
  return v_most;
end
$$;

comment on function frescura.prune_history(integer) is
'Removes sums per five minutes that are older than history_days (frescura.setting), at most p_batch of each kind at '
'a time. Returns the most that any had; call it until that is less than the batch. Raises invalid_parameter_value '
'(22023) for less than a day.';
