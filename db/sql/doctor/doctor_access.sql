create or replace function frescura.doctor_access(p_view_id bigint, p_long interval)
returns table (check_name text, severity text, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with v as (
    select at.view_oid, format('%I.%I', at.schema_name, at.view_name) as sql_name, pg_get_userbyid(c.relowner) as owner,
           frescura.may_refresh(c.oid) as may_refresh, has_table_privilege(c.oid, 'select') as may_read,
           has_schema_privilege(c.relnamespace, 'usage') as may_enter,
           has_database_privilege(c.relowner, current_database(), 'temporary') as owner_may_temp, at.schema_name,
           (select w.on_long_transaction from frescura.views w where w.id = p_view_id) as on_long_transaction
      from frescura.locate(p_view_id) at join pg_class c on c.oid = at.view_oid
  )
  select 'grants', 'error', format('The role %s cannot refresh the view: it belongs to %s.', current_user, v.owner),
         case when current_setting('server_version_num')::integer >= 170000
              then format('grant maintain, select on %s to %I;', v.sql_name, current_user)
              else format('grant %I to %I;', v.owner, current_user) end
    from v where not v.may_refresh
  union all
  select 'reading', 'warning', format('The role %s may refresh the view but not read it: its rows are not counted.',
                                      current_user),
         format('grant select on %s to %I;', v.sql_name, current_user)
    from v where v.may_refresh and not v.may_read
  union all
  select 'schema', 'error', format('The role %s may not use the schema %I, in which the view is.', current_user,
                                   v.schema_name),
         format('grant usage on schema %I to %I;', v.schema_name, current_user)
    from v where not v.may_enter
  union all
  select 'temporary', 'warning',
         format('The owner %s may not make temporary tables, so the view cannot be refreshed concurrently: readers '
                'wait.', v.owner),
         format('grant temporary on database %I to %I;', current_database(), v.owner)
    from v where not v.owner_may_temp
  union all
  select 'long_transactions', 'warning',
         format('A transaction of %s (pid %s) has been open for %s: %s.', a.usename, a.pid,
                date_trunc('second', clock_timestamp() - a.xact_start),
                case when exists (select from pg_locks k where k.pid = a.pid and k.relation = v.view_oid)
                     then case when v.on_long_transaction = 'skip'
                               then 'it has read the view, so a plain refresh is skipped until it ends'
                               else 'it has read the view, so a plain refresh waits for it, and everyone queues '
                                    'behind' end
                     else 'rows that refreshes replace cannot be cleaned up, and the view grows' end),
         format('select pg_terminate_backend(%s);', a.pid)
    from v join pg_stat_activity a on a.datname = current_database()
   where a.pid <> pg_backend_pid() and a.backend_type = 'client backend' and a.xact_start < clock_timestamp() - p_long
$$;

comment on function frescura.doctor_access(bigint, interval) is
'The part of frescura.doctor that asks who stands in the way of refreshing a registered view (id in frescura.views): '
'rights of this role and of the owner, and transactions open for longer than the interval.';
