create or replace function frescura.cron_plan()
returns table (jobname text, schedule text, command text, widened boolean)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with zone as (
    select coalesce(nullif(current_setting('cron.timezone', true), ''), 'GMT') as name
  ), due as (
    select s.tier, s.cron,
           -- Summer and winter: two zones are one only if they agree in both.
           array(select distinct extract(epoch from (t at time zone s.time_zone) - (t at time zone z.name))
                   from generate_series(now(), now() + interval '270 days', interval '90 days') t) as apart
      from frescura.schedules s left join frescura.views v on v.id = s.view_id cross join zone z
     where s.enabled and coalesce(v.enabled, true)
       -- Begun by upkeep, every minute.
       and s.tier <> 'targets'
  ), jobs as (
    select tier,
           case when apart = array[0::numeric] then cron
                when not exists (select from unnest(apart) a where a % 3600 <> 0)
                  then split_part(regexp_replace(btrim(cron), '\s+', ' ', 'g'), ' ', 1) || ' * * * *'
                else '* * * * *' end as schedule,
           apart <> array[0::numeric] as widened
      from due
  ), named as (
    select tier, schedule, bool_or(widened) as widened, row_number() over (partition by tier order by schedule) as n
      from jobs group by tier, schedule
  )
  select 'frescura-' || tier || case when n = 1 then '' else '-' || n end, schedule,
         format('CALL frescura.run_due(%L, ''pg_cron'')', tier), widened
    from named
  union all
  select 'frescura-upkeep', '* * * * *', 'CALL frescura.upkeep(''pg_cron'')', false
  order by 1
$$;

comment on function frescura.cron_plan() is
'The jobs that pg_cron needs to drive every enabled schedule: one for each tier and time, which runs what is due of '
'that tier in the order of the graph, and one for upkeep. pg_cron reads all in one zone (cron.timezone, GMT where it '
'cannot be set): a schedule of another zone comes every hour (widened), and frescura.run_due decides in the '
'schedule''s own.';
