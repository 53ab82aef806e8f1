create or replace procedure frescura.upkeep(p_driver text default current_user)
language plpgsql
as $$
declare
  v_step record;
  v_done record;
begin
  -- As a refresh needs it, whatever the session's defaults are; chained, so that it stays so.
  commit;
  set transaction isolation level read committed;
  for v_step in select * from frescura.upkeep_steps() loop
    if v_step.statement is not null then
      -- The rest of what is more than that waits for the next call.
      for v_i in 1 .. 20 loop
        select * into v_done from frescura.run_step(v_step.step, p_driver);
        commit and chain;
        exit when not v_done.more;
      end loop;
      if v_done.problem is not null then
        raise warning 'upkeep, %', v_done.problem;
      end if;
    elsif v_step.step = 'slots' then
      call frescura.run_due(null, p_driver, frescura.setting('driver_gap')::interval);
    elsif v_step.step = 'retries' then
      call frescura.run_retries(p_driver);
    end if;
  end loop;
end
$$;

comment on procedure frescura.upkeep(text) is
'What a driver that is nothing but SQL calls every minute beside frescura.run_due: all of frescura.upkeep_steps() but '
'the notifications. Of the slots it runs those that nobody took for three minutes (frescura.setting: driver_gap): such '
'a driver is not called again for one that has passed. Cannot run inside a transaction block.';
