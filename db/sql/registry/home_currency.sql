create or replace function frescura.home_currency() returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_currency text := nullif(frescura.setting('currency'), '');
begin
  if v_currency !~ '^[A-Z]{3}$' then
    raise exception 'the setting "currency" is "%", which is no currency', v_currency
      using errcode = 'invalid_parameter_value', hint = 'Set it to three letters of ISO 4217, such as USD.';
  end if;
  return v_currency;
end
$$;

comment on function frescura.home_currency() is
'The currency of amounts that say none (ISO 4217): the setting "currency", which a view and a source are given when '
'they are registered or watched. Null where none is set: amounts are then plain numbers. Raises '
'invalid_parameter_value for a setting that is no currency.';
