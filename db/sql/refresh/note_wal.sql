create or replace function frescura.note_wal(p_refresh_id bigint) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_from text := coalesce(current_setting('frescura.wal_from', true), '');
  v_bytes bigint;
begin
  -- A pooler may have given the session to somebody else in between, whose writes are not ours.
  if v_from <> ''
     and current_setting('frescura.wal_end', true) = concat_ws(' ', p_refresh_id, frescura.transaction_number()) then
    v_bytes := greatest(frescura.session_wal() - v_from::bigint, 0);
    update frescura.refresh_log set wal_bytes = v_bytes where id = p_refresh_id;
  end if;
  perform set_config('frescura.wal_from', '', false), set_config('frescura.wal_end', '', false);
  return v_bytes;
end
$$;

comment on function frescura.note_wal(bigint) is
'Writes down what a refresh (its id in frescura.refresh_log) wrote to the WAL, its record included, and returns it. '
'Null where that cannot be known: before PostgreSQL 18; unless frescura.mark_wal, frescura.refresh_tracked and this '
'are three statements of one session, one after the other, as the worker and the app send them; and where another '
'request''s refresh answered.';
