create or replace function frescura.host_cron_jobs()
returns table (severity text, detail jsonb, finding text, cure text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Ours of that name, where there is no pg_cron, calls nothing that is gone.
  if to_regclass('cron.job') is null or not has_table_privilege('cron.job', 'select')
     or not exists (select from pg_extension where extname = 'pg_cron') then
    return;
  end if;
  return query execute $q$
    select 'warning', jsonb_build_object('code', 'gone', 'job', coalesce(j.jobname, j.jobid::text), 'function', f.name),
           format('The job %s of pg_cron calls %s, which is gone.', coalesce(j.jobname, j.jobid::text), f.name),
           format('select cron.unschedule(%s); -- npm run -s frescura -- cron install makes what is needed', j.jobid)
      from cron.job j
     cross join lateral (
       select distinct lower(m[1]) as name
         from regexp_matches(j.command, '\m(frescura\.\w+|refresh_universal_transactions_logged'
                             '|process_pending_mv_refreshes|mv_\w+)\s*\(', 'gi') m) f
     where j.database = current_database()
       and not exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where f.name in (p.proname, n.nspname || '.' || p.proname)
                          and n.nspname in ('frescura', 'public'))$q$;
end
$$;

comment on function frescura.host_cron_jobs() is
'A fact of frescura.host: jobs of pg_cron in this database that call a function of ours which is gone. detail: code '
'(gone), job, function. No row: there is none.';
