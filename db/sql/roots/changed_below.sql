create or replace function frescura.changed_below(p_lineage jsonb) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select exists (
    select from jsonb_array_elements(p_lineage) s (step)
      join pg_class c on c.oid = (s.step ->> 'oid')::oid
      join frescura.views v on v.id = (s.step ->> 'view_id')::bigint
     cross join lateral frescura.last_good(v.id, c.oid) g
     where s.step ? 'direct' and not s.step ? 'unknown' and g.view_version <> c.xmin::text)
$$;

comment on function frescura.changed_below(jsonb) is
'Whether another hand has refreshed one of the views that a view reads, by the lineage that its refresh began with '
'(frescura.lineage), so that the refresh may have seen that.';
