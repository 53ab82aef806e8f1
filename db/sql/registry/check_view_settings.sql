create or replace function frescura.check_view_settings(
  p_slug text, p_sla_seconds integer, p_stale_seconds integer, p_time_zone text)
returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  if p_slug !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(p_slug) > 80 then
    raise exception 'the slug "%" cannot stand in an address', p_slug
      using errcode = 'invalid_parameter_value',
            hint = 'Use lower-case letters, digits and single hyphens between them, at most 80 characters.';
  end if;
  if p_sla_seconds <= 0 then
    raise exception 'an SLA of % seconds makes no sense', p_sla_seconds
      using errcode = 'invalid_parameter_value',
        hint = 'Give the age up to which the view counts as fresh, in seconds.';
  end if;
  if p_stale_seconds < p_sla_seconds then
    raise exception 'stale cannot end (after % seconds) before the SLA does (after %)', p_stale_seconds, p_sla_seconds
      using errcode = 'invalid_parameter_value',
        hint = 'Give the age up to which the view counts as stale, at least the SLA.';
  end if;
  if not exists (select from pg_timezone_names where name = p_time_zone) then
    raise exception 'time zone "%" is not known', p_time_zone
      using errcode = 'invalid_parameter_value', hint = 'Use an IANA name such as America/Mexico_City.';
  end if;
end
$$;

comment on function frescura.check_view_settings(text, integer, integer, text) is
'Raises invalid_parameter_value (22023), with a hint, for settings of a view that its table would refuse; null means '
'not given.';
