create or replace function frescura.roll_up_sla(p_before timestamptz) returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_count integer;
begin
  insert into frescura.sla_hourly
  select s.*
    from frescura.views v
    cross join lateral (
      select coalesce((select max(h.hour) + interval '1 hour' from frescura.sla_hourly h where h.view_id = v.id),
                      (select date_trunc('hour', min(l.created_at)) from frescura.refresh_log l where l.view_id = v.id)) as hour) first
    cross join lateral generate_series(first.hour, date_trunc('hour', p_before) - interval '1 hour', interval '1 hour') at(hour)
    cross join lateral frescura.sla_hour(v.id, at.hour) s
  on conflict do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function frescura.roll_up_sla(timestamptz) is
'Keeps the service levels of every whole hour before a moment in frescura.sla_hourly, from where that ends; to be called before their attempts are removed. Returns how many hours of views were added.';
