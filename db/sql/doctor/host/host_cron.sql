create or replace function frescura.host_cron()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with here as (
    select frescura.cron_database() as cron_database,
           (select extversion from pg_extension where extname = 'pg_cron') as version,
           exists (select from pg_available_extensions where name = 'pg_cron') as available,
           (select max(d.seen_at) from frescura.drivers d where d.kind = 'pg_cron') as seen_at
  ), judged as (
    select h.*, case when h.version is not null then 'here'
                     when h.cron_database <> current_database() then
                       case when h.seen_at > clock_timestamp() - frescura.setting('driver_silence')::interval
                            then 'driving' when h.seen_at is null then 'elsewhere' else 'silent' end
                     when h.available then 'available' else 'absent' end as code
      from here h
  )
  select case j.code when 'silent' then 'warning' when 'elsewhere' then 'info' else 'ok' end,
         jsonb_strip_nulls(jsonb_build_object('code', j.code, 'version', j.version, 'database', j.cron_database,
                                              'seen_at', j.seen_at)),
         case j.code
           when 'here' then format('pg_cron %s is in this database.', j.version)
           when 'driving' then format('pg_cron is in the database %s, and drives us from there.', j.cron_database)
           when 'elsewhere' then format('pg_cron is in the database %s: its jobs for us are made there, and how they '
                                        'went cannot be read from here.', j.cron_database)
           when 'silent' then format('pg_cron in the database %s was last seen at work %s.', j.cron_database,
                                     to_char(j.seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI UTC'))
           when 'available' then 'The server has pg_cron, and this database does not.'
           else 'The server does not have pg_cron: the worker, Vercel or the system''s cron drive.' end,
         case when j.code in ('elsewhere', 'silent')
              then format(E'-- npm run -s frescura -- cron install, or in the database %I:\n%s', j.cron_database,
                          frescura.cron_script()) end
    from judged j
$$;

comment on function frescura.host_cron() is
'A fact of frescura.host: where pg_cron is. detail: code (here; in another database: driving, elsewhere, silent, by '
'its own sign of life; available; absent), version, database, seen_at.';
