create or replace function frescura.late_at(p_view_id bigint, p_as_of timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when exists (select from frescura.targets t where t.view_id = v.id)
              then lower(frescura.lateness(v.id, p_as_of, p_as_of, 'infinity'))
              else p_as_of + make_interval(secs => v.sla_seconds) end
    from frescura.views v where v.id = p_view_id
$$;

comment on function frescura.late_at(bigint, timestamptz) is
'When data as of p_as_of in a view (id in frescura.views) is late for the first time, by its targets.';
