create or replace function frescura.cron_values(p_field text, p_min integer, p_max integer, p_names text[] default '{}')
returns integer[]
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_field text := lower(p_field);
  v_part text;
  v_match text[];
  v_from integer;
  v_to integer;
  v_step integer;
  v_values integer[] := '{}';
begin
  for v_i in 1 .. coalesce(cardinality(p_names), 0) loop
    v_field := replace(v_field, p_names[v_i], (p_min + v_i - 1)::text);
  end loop;
  foreach v_part in array string_to_array(v_field, ',') loop
    v_match := regexp_match(v_part, '^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:/(\d{1,2}))?$');
    v_from := coalesce(v_match[1]::integer, p_min);
    v_to := coalesce(v_match[2]::integer, v_match[1]::integer, p_max);
    v_step := coalesce(v_match[3]::integer, 1);
    if v_match is null or v_step = 0 or v_from < p_min or v_to > p_max or v_from > v_to
       -- 5/10 means one thing to some crons and another to others.
       or (v_match[3] is not null and v_match[1] is not null and v_match[2] is null) then
      raise exception '"%" is not a field of a cron expression', p_field using errcode = 'invalid_parameter_value';
    end if;
    v_values := v_values || array(select generate_series(v_from, v_to, v_step));
  end loop;
  return v_values;
end
$$;

comment on function frescura.cron_values(text, integer, integer, text[]) is
'The values that a field of a cron expression names, between its smallest and largest: *, 5, 1-5, */15, 10-50/20, and '
'lists of them; p_names are words for the values from the smallest on, such as {jan,feb,...}. Raises '
'invalid_parameter_value for anything else.';
