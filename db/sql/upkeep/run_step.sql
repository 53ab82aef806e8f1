create or replace function frescura.run_step(
  p_step text, p_driver text default current_user, p_kind text default null, out more boolean, out problem text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_step record;
  v_did bigint;
begin
  select * into v_step from frescura.upkeep_steps() s where s.step = p_step and s.statement is not null;
  if not found then
    raise exception 'upkeep has no step "%" that is a statement', p_step using errcode = 'invalid_parameter_value',
      hint = 'They are listed by frescura.upkeep_steps().';
  end if;
  more := false;
  if exists (select from frescura.upkeep_runs r
              where r.step = p_step and r.ran_at > clock_timestamp() - v_step.every) then
    return;
  end if;
  begin
    execute v_step.statement into v_did using p_driver, coalesce(p_kind, p_driver), v_step.batch;
    more := coalesce(v_did >= v_step.batch, false);
  exception when others then
    -- One that fails must not stop the others.
    problem := format('%s: %s', p_step, sqlerrm);
  end;
  -- Where something is to be told: a note at every look would cost more than the look.
  if (v_step.every is not null and not more and problem is null)
     or problem is distinct from (select r.problem from frescura.upkeep_runs r where r.step = p_step) then
    insert into frescura.upkeep_runs as r (step, ran_at, driver, problem)
    values (p_step, case when problem is null then clock_timestamp() end, p_driver, problem)
    on conflict (step) do update
       set ran_at = coalesce(excluded.ran_at, r.ran_at), driver = excluded.driver, problem = excluded.problem;
  end if;
end
$$;

comment on function frescura.run_step(text, text, text) is
'Does a step of frescura.upkeep_steps() that is a statement, for a driver (name and kind, null: the name), unless it '
'was done recently enough: at most one batch of it. more: there is more of it at once; problem: what went wrong, which '
'is kept in frescura.upkeep_runs until it goes right. Raises invalid_parameter_value (22023) for a step that is none.';
