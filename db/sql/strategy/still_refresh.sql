create or replace function frescura.still_refresh(p_view oid) returns text[]
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_command constant text := 'refresh\s+materialized\s+view';
  v_name text := (select lower(relname) from pg_class where oid = p_view);
  v_jobs text[] := '{}';
begin
  if to_regclass('cron.job') is not null and has_table_privilege('cron.job', 'select') then
    execute 'select array_agg(''cron job '' || coalesce(to_jsonb(j) ->> ''jobname'', j.jobid::text) order by j.jobid) '
            'from cron.job j where j.command ~* $1 and position($2 in lower(j.command)) > 0'
      into v_jobs using c_command, v_name;
  end if;
  return coalesce(v_jobs, '{}') || array(
    select pg_describe_object('pg_proc'::regclass, p.oid, 0)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'frescura')
       and p.prosrc ~* c_command and position(v_name in lower(p.prosrc)) > 0
     order by 1);
end
$$;

comment on function frescura.still_refresh(oid) is
'What refreshes a view (its oid) by PostgreSQL''s own command, and would fail on a managed table: jobs of pg_cron, '
'where we may see them, and functions, each whose text has REFRESH MATERIALIZED VIEW and the view''s name.';
