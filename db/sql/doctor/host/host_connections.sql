create or replace function frescura.host_connections()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with limits as (
    select l.code, l.most, l.used
      from (select 'server' as code,
                   current_setting('max_connections')::integer
                     - (select sum(s.setting::integer) from pg_settings s
                         where s.name in ('superuser_reserved_connections', 'reserved_connections')) as most,
                   (select count(*) from pg_stat_activity a where a.backend_type = 'client backend') as used
            union all
            select 'role', r.rolconnlimit, (select count(*) from pg_stat_activity a where a.usesysid = r.oid)
              from pg_roles r where r.rolname = current_user and r.rolconnlimit >= 0
            union all
            select 'database', d.datconnlimit, (select count(*) from pg_stat_activity a where a.datid = d.oid)
              from pg_database d where d.datname = current_database() and d.datconnlimit >= 0) l
     order by l.most - l.used limit 1
  ), judged as (
    select l.*, frescura.setting_or('host_connections', '16')::integer as needed,
           -- Those that we have are ours.
           greatest(l.most - l.used, 0)
             + (select count(*) from pg_stat_activity a
                 where a.datname = current_database() and a.application_name like 'frescura%') as left_for_us
      from limits l
  )
  select case when j.left_for_us < j.needed then 'warning' else 'ok' end,
         jsonb_build_object('code', j.code, 'most', j.most, 'used', j.used, 'left', j.left_for_us, 'needed', j.needed),
         format('Of %s connections that the %s allows, %s are left for us; a process opens up to %s.', j.most, j.code,
                j.left_for_us, j.needed),
         case when j.left_for_us < j.needed then case j.code
           when 'role' then format('alter role %I connection limit %s;', current_user, j.most + j.needed)
           when 'database' then format('alter database %I connection limit %s;', current_database(), j.most + j.needed)
           else '-- a pooler before the server, or a larger max_connections and a restart' end end
    from judged j
$$;

comment on function frescura.host_connections() is
'A fact of frescura.host: how many connections are left for us, by the tightest limit. detail: code (server, role, '
'database), most, used, left (with those that we have), needed (setting host_connections, 16: what a process opens).';
