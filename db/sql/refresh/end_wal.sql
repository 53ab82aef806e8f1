create or replace function frescura.end_wal(p_refresh_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if coalesce(current_setting('frescura.wal_from', true), '') <> '' then
    perform pg_stat_force_next_flush();
    perform set_config('frescura.wal_end', concat_ws(' ', p_refresh_id, frescura.transaction_number(1)), false);
  end if;
end
$$;

comment on function frescura.end_wal(bigint) is
'Notes in the last transaction of a refresh (its id in frescura.refresh_log) that its WAL may be counted by the next '
'statement, frescura.note_wal, and by no later one.';
