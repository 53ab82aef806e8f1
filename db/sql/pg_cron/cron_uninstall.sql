create or replace function frescura.cron_uninstall() returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_count integer := 0;
begin
  if exists (select from pg_extension where extname = 'pg_cron') then
    execute 'select count(cron.unschedule(j.jobid)) from cron.job j
              where j.jobname like ''frescura-%'' and j.username = current_user
                and j.database = current_database()' into v_count;
  end if;
  return v_count;
end
$$;

comment on function frescura.cron_uninstall() is
'Removes the jobs that frescura.cron_install made in pg_cron for the calling role; returns how many. Others stay.';
