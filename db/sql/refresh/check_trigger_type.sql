create or replace function frescura.check_trigger_type(p_trigger_type text) returns void
language plpgsql immutable
as $$
begin
  if p_trigger_type is null or p_trigger_type !~ '^[a-z][a-z_]{0,31}$' then
    raise exception 'trigger_type "%" is not a word in lower case', p_trigger_type
      using errcode = 'invalid_parameter_value', hint = 'Say who asks: cron, event, manual or test.';
  end if;
end
$$;

comment on function frescura.check_trigger_type(text) is
'Raises invalid_parameter_value (22023) for a trigger_type that frescura.refresh_log would refuse, before any work is '
'done.';
