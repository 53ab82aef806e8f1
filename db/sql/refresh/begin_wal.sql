create or replace function frescura.begin_wal() returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_mark text := coalesce(current_setting('frescura.wal_mark', true), '');
begin
  if v_mark <> '' then
    perform set_config('frescura.wal_mark', '', false),
            set_config('frescura.wal_from', case when v_mark = frescura.transaction_number()
                                                 then frescura.session_wal()::text else '' end, false);
  end if;
end
$$;

comment on function frescura.begin_wal() is
'Notes from where the WAL of a refresh counts, where frescura.mark_wal was the statement before this one.';
