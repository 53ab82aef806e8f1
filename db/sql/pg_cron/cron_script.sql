create or replace function frescura.cron_script(p_remove boolean default false) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with plan as (
    select format('%s@%s', p.jobname, current_database()) as jobname, p.schedule, p.command
      from frescura.cron_plan() p where not p_remove
  )
  select format('select cron.unschedule(j.jobid) from cron.job j where starts_with(j.jobname, %L) and j.database = %L '
                'and j.username = %L and j.jobname <> all (%L::text[]);', 'frescura-', current_database(), current_user,
                array(select jobname from plan))
         || coalesce((select string_agg(format(E'\nselect cron.schedule_in_database(%L, %L, %L, %L, '
                                               -- Who names himself is taken for one who would be another.
                                               'nullif(%L, current_user));', p.jobname,
                                               p.schedule, p.command, current_database(), current_user), ''
                                        order by p.jobname) from plan p), '')
$$;

comment on function frescura.cron_script(boolean) is
'SQL for the database in which pg_cron is, where that is not this one (frescura.cron_database): it makes the jobs of '
'frescura.cron_plan for this database, to be run as the current role, and removes those of ours that are not needed '
'any more; with p_remove all of them. Run by the same role it needs usage on schema cron, and execute on '
'cron.schedule_in_database there.';
