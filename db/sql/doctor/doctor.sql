create or replace function frescura.doctor(
  p_view text default null, p_long interval default frescura.setting('long_transaction')::interval)
returns table (slug text, check_name text, severity text, finding text, cure text, detail jsonb)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  select v.slug, c.check_name, c.severity, c.finding, c.cure, c.detail
    from frescura.run_checks(
           case when p_view is null then array(select w.id from frescura.views w)
                else array[frescura.view_id(p_view)] end, p_long) c
    join frescura.views v on v.id = c.view_id
   order by v.slug, case c.severity when 'error' then 1 when 'warning' then 2 else 3 end, c.check_name, c.finding
$$;

comment on function frescura.doctor(text, interval) is
'What stands in the way of registered views (or of one): check_name, severity (error, warning, info), the finding in '
'words, its cure as SQL, and detail, the facts of the finding; a cure that needs a person''s judgement begins with --. '
'Volatile, because it asks the planner; it changes nothing. p_long: from when on an open transaction counts as long. '
'No rows: nothing found.';
