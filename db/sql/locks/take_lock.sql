create or replace function frescura.take_lock(p_id bigint, p_seconds_max integer) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_before text := current_setting('lock_timeout');
  v_most integer := 1000 * p_seconds_max;
  v_asked integer := round(1000 * extract(epoch from v_before::interval));
begin
  perform set_config('lock_timeout', (case when v_asked between 1 and v_most then v_asked else v_most end)::text,
                     true);
  begin
    perform frescura.make_lock(p_id);
    perform from frescura.locks l where l.id = p_id for update;
  exception when lock_not_available then
    raise exception 'waited too long for %: %', frescura.lock_name(p_id), frescura.lock_holders(p_id)
      using errcode = 'lock_not_available', hint = 'A lock ends with the transaction that has it.';
  end;
  perform set_config('lock_timeout', v_before, true);
end
$$;

comment on function frescura.take_lock(bigint, integer) is
'Takes a lock (id in frescura.locks) until the transaction ends, and waits for it at most p_seconds_max seconds, or as '
'long as the session''s lock_timeout where that is less. Raises lock_not_available (55P03), which names the sessions '
'that may have it.';
