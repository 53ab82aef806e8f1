create or replace function frescura.keys_max(p_view oid) returns bigint
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select greatest(frescura.setting_or('delta_keys_min', '1000')::bigint,
                  floor(frescura.estimated_rows(p_view) * frescura.setting_or('delta_percent', '14')::numeric
                        / 100)::bigint)
$$;

comment on function frescura.keys_max(oid) is
'Up to how many keys a managed table (its oid) is refreshed by delta: delta_percent (setting, 14) of its rows, above '
'which comparing all of it was cheaper, and delta_keys_min (setting, 1000) in any case.';
