create or replace function frescura.mark_wal() returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if frescura.session_wal() is null then
    return false;
  end if;
  -- A session reports its statistics when it comes to rest, once a second at most: now, so that what was before is out.
  perform pg_stat_force_next_flush();
  perform set_config('frescura.wal_mark', frescura.transaction_number(1), false);
  return true;
end
$$;

comment on function frescura.mark_wal() is
'Asks that the WAL of the next statement of this session, a call of frescura.refresh_tracked, be counted, for '
'frescura.note_wal right after it. Returns whether that is possible here.';
