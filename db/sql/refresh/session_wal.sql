create or replace function frescura.session_wal() returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_bytes bigint;
begin
  -- Before PostgreSQL 18 the WAL is counted for the server as a whole.
  if current_setting('server_version_num')::integer >= 180000 then
    execute 'select wal_bytes::bigint from pg_stat_get_backend_wal(pg_backend_pid())' into v_bytes;
  end if;
  return v_bytes;
end
$$;

comment on function frescura.session_wal() is
'Bytes of WAL that this session has written up to the last statement whose statistics it has reported; null where '
'PostgreSQL does not count that.';
