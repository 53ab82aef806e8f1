create or replace function frescura.cron_install()
returns table (jobname text, schedule text, command text, change text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  -- Ours as they are: {name: [schedule, command, active]}.
  v_had jsonb;
begin
  if not exists (select from pg_extension where extname = 'pg_cron') then
    raise exception 'this database does not have pg_cron'
      using errcode = 'feature_not_supported',
            hint = case when frescura.cron_database() <> current_database() then
              format('It is in the database %I. There: the statements of frescura.cron_script().',
                     frescura.cron_database())
            else format('Load it (shared_preload_libraries = ''pg_cron'', cron.database_name = %L, a restart), then: '
                          'create extension pg_cron. Or use another driver: the worker needs none of it.',
                          current_database()) end;
  end if;
  execute $q$
    select coalesce(jsonb_object_agg(j.jobname, jsonb_build_array(j.schedule, j.command, j.active)), '{}')
      from cron.job j
     where j.jobname like 'frescura-%' and j.username = current_user and j.database = current_database()$q$
    into v_had;

  for jobname, schedule, command, change in
    select h.key, h.value ->> 0, h.value ->> 1, 'removed' from jsonb_each(v_had) h
     where not exists (select from frescura.cron_plan() p where p.jobname = h.key)
    union all
    select p.jobname, p.schedule, p.command,
           case when not v_had ? p.jobname then 'made'
                when v_had -> p.jobname = jsonb_build_array(p.schedule, p.command, true) then 'kept' else 'changed' end
      from frescura.cron_plan() p
     order by 1
  loop
    if change = 'removed' then
      execute format('select cron.unschedule(%L)', jobname);
    elsif change <> 'kept' then
      execute format('select cron.alter_job(cron.schedule(%L, %L, %L), active => true)', jobname, schedule, command);
    end if;
    return next;
  end loop;
end
$$;

comment on function frescura.cron_install() is
'Makes the jobs of frescura.cron_plan in pg_cron, as the calling role; called again it changes only what differs, and '
'removes jobs of its own (frescura-...) that are not needed any more. Returns each with what became of it: made, '
'changed, kept, removed. Raises feature_not_supported where this database does not have pg_cron.';
