create or replace function frescura.set_targets(p_view text, p_targets jsonb) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id constant bigint := frescura.view_id(p_view);
  v_target record;
  v_count integer := 0;
begin
  -- One after the other: the later list is the one that counts.
  perform from frescura.views v where v.id = v_view_id for no key update;
  delete from frescura.targets where view_id = v_view_id;
  for v_target in
    select * from jsonb_to_recordset(p_targets)
      t (seconds integer, weekdays smallint[], monthdays smallint[], opens time, closes time)
  loop
    if v_target.opens is null or v_target.seconds is null then
      raise exception 'a target says how old the data may be, in seconds, and when'
        using errcode = 'invalid_parameter_value', column = 'targets',
              hint = 'Give seconds, opens and closes; a deadline closes when it opens.';
    end if;
    begin
      insert into frescura.targets (view_id, seconds, weekdays, monthdays, opens, closes)
      values (v_view_id, v_target.seconds, v_target.weekdays, v_target.monthdays, v_target.opens,
              coalesce(v_target.closes, v_target.opens));
    exception when check_violation then
      raise exception 'a target of % seconds from % to % makes no sense', v_target.seconds, v_target.opens,
        coalesce(v_target.closes, v_target.opens)
        using errcode = 'invalid_parameter_value', column = 'targets',
              hint = 'Seconds are more than none, times whole minutes, weekdays 1 (Monday) to 7, days of the month 1 '
                     'to 31.';
    end;
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function frescura.set_targets(text, jsonb) is
'Gives a view (slug or name) these targets instead of those it has, beside its SLA, and returns how many: an array '
'of seconds (how old its data may be), opens and closes (on the view''s clock, whole minutes; a closes before opens '
'is the next day''s; none, or the same: a deadline), weekdays (1, Monday, to 7; none: all) and monthdays (1 to 31; '
'none: all). Raises invalid_parameter_value (22023) for one that makes no sense, undefined_object for a view that '
'is not known.';
