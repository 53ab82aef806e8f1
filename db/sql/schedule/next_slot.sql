create or replace function frescura.next_slot(
  p_cron text, p_time_zone text, p_after timestamptz, p_within interval) returns timestamptz
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_from timestamptz := p_after;
  v_middle timestamptz;
  v_earlier timestamptz;
  v_slot timestamptz := frescura.latest_slot(p_cron, p_time_zone, p_after + p_within, p_after);
begin
  -- The calendar knows the latest slot before a moment: halved until there is none before. Slots are whole minutes.
  while v_slot - v_from > interval '1 minute' loop
    v_middle := v_from + (v_slot - v_from) / 2;
    v_earlier := frescura.latest_slot(p_cron, p_time_zone, v_middle, p_after);
    if v_earlier is null then
      v_from := v_middle;
    else
      v_slot := v_earlier;
    end if;
  end loop;
  return v_slot;
end
$$;

comment on function frescura.next_slot(text, text, timestamptz, interval) is
'The first slot of a cron expression of five fields, read in a time zone, after p_after and at most p_within later; '
'null where there is none. By the calendar of frescura.latest_slot, clock changes included. Raises '
'invalid_parameter_value for a cron or a zone that cannot be read.';
