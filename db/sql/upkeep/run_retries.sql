create or replace procedure frescura.run_retries(p_driver text default current_user)
language plpgsql
as $$
declare
  v_slug text;
  v_id bigint;
  v_ms bigint;
  v_rows bigint;
  v_status text;
  v_shared boolean;
begin
  -- As a refresh needs it, whatever the session's defaults are; chained, so that it stays so.
  commit;
  set transaction isolation level read committed;
  -- What fails again is due again in half a minute at the earliest.
  for v_i in 1 .. 1000 loop
    v_slug := null;
    select slug into v_slug from frescura.claim_retry();
    commit and chain;
    exit when v_slug is null;
    call frescura.refresh_tracked(v_slug, 'cron', p_driver || ':retry', null, v_id, v_ms, v_rows, v_status, v_shared);
  end loop;
end
$$;

comment on procedure frescura.run_retries(text) is
'Tries the views again whose last scheduled refresh failed and whose pause is over, one after the other, each claimed '
'(frescura.claim_retry). Cannot run inside a transaction block.';
