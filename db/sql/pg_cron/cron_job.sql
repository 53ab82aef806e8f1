-- `select * from cron.job` has to answer "what is scheduled?" on servers without pg_cron, too.
do $$
declare
  v_mine constant text := 'The schedules of Frescura, in the columns of pg_cron''s table of that name.';
  v_view oid := to_regclass('cron.job');
  v_is_mine boolean := coalesce(obj_description(v_view, 'pg_class') like v_mine || '%', false);
begin
  if exists (select from pg_available_extensions where name = 'pg_cron') then
    if v_is_mine then
      drop view cron.job;
      -- pg_cron makes this schema itself, and refuses to find it there.
      if not exists (select from pg_depend where refclassid = 'pg_namespace'::regclass
                     and refobjid = to_regnamespace('cron')) then
        drop schema cron;
      end if;
    end if;
    return;
  end if;
  if v_view is not null and not v_is_mine then
    return;
  end if;
  if v_view is null and to_regnamespace('cron') is null then
    if not has_database_privilege(current_database(), 'create') then
      raise notice 'cron.job is left out: % may not create schemas here.', current_user;
      return;
    end if;
    create schema cron;
    comment on schema cron is 'Stands in for that of pg_cron, which this server does not have.';
  end if;

  create or replace view cron.job as
    select s.id as jobid,
           s.cron as schedule,
           case when s.tier = 'events' then 'SELECT frescura.process_pending()'
                when s.tier = 'verification' and v.id is null then 'SELECT frescura.verify_tracked()'
                when s.tier = 'verification'
                then format('SELECT frescura.verify(slug, sample_percent) FROM frescura.verifiable(%s)', v.id)
                when s.tier = 'targets'
                then 'SELECT frescura.refresh(slug, ''cron'', ''targets'') FROM frescura.start_work()'
                when v.id is null
                then format('SELECT frescura.refresh(slug, ''cron'', %L) FROM frescura.views WHERE enabled', s.tier)
                else format('CALL frescura.refresh_tracked(%L, ''cron'', %L)', v.slug, s.tier) end as command,
           'localhost'::text as nodename,
           current_setting('port')::integer as nodeport,
           current_database()::text as database,
           current_user::text as username,
           s.enabled and coalesce(v.enabled, true) as active,
           (coalesce(v.slug || '-', '') || s.tier)::name as jobname
      from frescura.schedules s left join frescura.views v on v.id = s.view_id
     order by s.id;
  execute format('comment on view cron.job is %L', v_mine ||
    ' Run by the worker or whatever drives it; the times are in schedules.time_zone. Dropped by migrate once pg_cron '
    'is available.');
  comment on column cron.job.jobid is 'id in frescura.schedules.';
  comment on column cron.job.schedule is 'Minute, hour, day, month and weekday, in schedules.time_zone.';
  comment on column cron.job.command is 'SQL that does what a driver does when the schedule is due.';
  comment on column cron.job.nodename is 'Always localhost.';
  comment on column cron.job.nodeport is 'Port of this server.';
  comment on column cron.job.database is 'This database.';
  comment on column cron.job.username is 'Who asks; the job runs as the driver''s role.';
  comment on column cron.job.active is 'Whether the schedule and its view are switched on.';
  comment on column cron.job.jobname is 'Slug of the view, and the tier.';
end
$$;
