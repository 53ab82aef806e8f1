create or replace function frescura.host_time_limits()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with said as (
    -- What is said of this role here counts before what is said of it, of the database, of all.
    select distinct on (c.name) c.name, c.value
      from pg_db_role_setting s
     cross join lateral (
       select split_part(k, '=', 1), substr(k, strpos(k, '=') + 1) from unnest(s.setconfig) k) c (name, value)
     where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
       and s.setrole in (0, (select oid from pg_roles where rolname = current_user))
       and c.name in ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')
     order by c.name, s.setrole <> 0 and s.setdatabase <> 0 desc, s.setrole <> 0 desc
  ), limits as (
    select array_agg(format('%s = %s', s.name, s.value) order by s.name) as list,
           array_agg(s.name order by s.name) as names
      from said s where s.value !~ '^0\D*$'
  )
  select case when l.list is null then 'ok' else 'warning' end,
         jsonb_build_object('code', case when l.list is null then 'none' else 'some' end,
                            'limits', coalesce(to_jsonb(l.list), '[]')),
         case when l.list is null then 'Role and database limit no statement by time.'
              else format('Role or database limits statements by time (%s): a refresh by pg_cron or psql that takes '
                          'longer is cut off, and by transaction_timeout any.', array_to_string(l.list, ', ')) end,
         (select string_agg(format('alter role %I in database %I set %I = 0;', current_user, current_database(), n),
                            ' ')
            from unnest(l.names) n)
    from limits l
$$;

comment on function frescura.host_time_limits() is
'A fact of frescura.host: limits of time that are set for our role or database. Sessions of the application set those '
'that every version knows to none; others, and SQL run by pg_cron or psql, keep them. detail: code (none, some), '
'limits.';
