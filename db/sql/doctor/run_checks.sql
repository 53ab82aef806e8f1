create or replace function frescura.run_checks(p_view_ids bigint[], p_long interval)
returns table (view_id bigint, check_name text, severity text, detail jsonb, finding text, cure text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_prefix constant text := 'doctor_check_';
  v_check record;
  v_id bigint;
begin
  for v_check in
    select s.name,
           -- Sorted, since a sort gives nothing before all of it is there: what fails halfway has found nothing.
           format('select v.id, %L::text, c.severity, c.detail, c.finding, c.cure from unnest($1) v (id) '
                  'cross join lateral frescura.%I(v.id%s) c order by v.id, c.finding', s.name, p.proname,
                  case when p.pronargs > 1 then ', $2' else '' end) as query
      from pg_proc p cross join lateral substr(p.proname, length(c_prefix) + 1) s (name)
     where p.pronamespace = 'frescura'::regnamespace and starts_with(p.proname, c_prefix)
     order by p.proname
  loop
    begin
      return query execute v_check.query using p_view_ids, p_long;
    exception when others then
      -- Again one by one: a view at which a check fails must not hide what it finds at the others.
      foreach v_id in array p_view_ids loop
        begin
          return query execute v_check.query using array[v_id], p_long;
        exception when others then
          return query values (v_id, 'check_failed', 'error',
                               jsonb_build_object('check', v_check.name, 'error', sqlerrm),
                               format('The check %s could not be made: %s.', v_check.name, sqlerrm),
                               '-- the other checks were made; this one again once its cause is gone');
        end;
      end loop;
    end;
  end loop;
end
$$;

comment on function frescura.run_checks(bigint[], interval) is
'Makes every check of the doctor on views (ids in frescura.views). A check is a function frescura.doctor_check_<name> '
'of the view and, where it wants it, the interval from which on a transaction is long. It returns severity (error, '
'warning, info), detail (the facts, for whoever says it in other words), finding (in English) and cure. One that fails '
'at a view is itself a finding, check_failed, and stops no other.';
