create or replace function frescura.doctor(
  p_view text default null, p_long interval default frescura.setting('long_transaction')::interval)
returns table (slug text, check_name text, severity text, finding text, cure text)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.slug, c.check_name, c.severity, c.finding, c.cure
    from frescura.views v
    cross join lateral (
      select * from frescura.doctor_object(v.id)
      union all select * from frescura.doctor_refresh(v.id)
      union all select * from frescura.doctor_access(v.id, p_long)
      union all select * from frescura.doctor_events(v.id)
      union all select * from frescura.doctor_ledger(v.id)) c
   where p_view is null or v.id = frescura.view_id(p_view)
   order by v.slug, case c.severity when 'error' then 1 when 'warning' then 2 else 3 end, c.check_name, c.finding
$$;

comment on function frescura.doctor(text, interval) is
'What stands in the way of registered views (or of one): check_name, severity (error, warning, info), the finding in '
'words and its cure as SQL; a cure that needs a person''s judgement begins with --. Volatile, because it asks the '
'planner; it changes nothing. p_long: from when on an open transaction counts as long. No rows: nothing found.';
