create or replace function frescura.setting_or(p_key text, p_default text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((select s.value #>> '{}' from frescura.settings s where s.key = p_key), p_default)
$$;

comment on function frescura.setting_or(text, text) is
'The value of a key in frescura.settings as text to be cast, or else the default that is given: for a threshold that '
'one check or alert kind alone judges by, so that it stands in its file. What several go by is frescura.setting.';
