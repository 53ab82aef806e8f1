create or replace function frescura.import_cron_failures() returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_run record;
  v_view_id bigint;
  v_kind text;
  v_code text;
  v_count integer := 0;
begin
  if to_regclass('cron.job_run_details') is null
     or not has_table_privilege('cron.job_run_details', 'select') then
    return 0;
  end if;
  delete from frescura.cron_imports where started_at < now() - interval '30 days';
  -- By name, at run time: most servers have no such table.
  for v_run in execute $q$
    select d.runid, coalesce(d.start_time, d.end_time) as started_at, coalesce(d.end_time, d.start_time) as ended_at,
           d.end_time as known_end, d.job_pid, d.command,
           split_part(coalesce(d.return_message, ''), E'\n', 1) as message
      from cron.job_run_details d
     where d.status = 'failed' and d.database = current_database()
       and coalesce(d.start_time, d.end_time) > now() - $1
       and frescura.cron_calls_us(d.command)
       and not exists (select from frescura.cron_imports i
                       where i.run_id = d.runid and i.started_at = coalesce(d.start_time, d.end_time))
     order by d.runid$q$ using frescura.setting('cron_failures')::interval
  loop
    -- The key is the claim: of several drivers one takes it over.
    insert into frescura.cron_imports (run_id, started_at)
      values (v_run.runid, v_run.started_at) on conflict do nothing;
    continue when not found;
    -- pg_cron keeps no SQLSTATE. The words are those of PostgreSQL in English; in other languages the code is the
    -- general one.
    v_code := case
      when v_run.message ~* ('server restarted|terminating connection|server closed the connection'
                             '|connection (lost|failed|to server)|could not (fork|start background)'
                             '|job startup timeout') then '57P01'
      when v_run.message ~* 'canceling statement|job canceled' then '57014'
      when v_run.message ~* 'lock timeout' then '55P03'
      when v_run.message ~* 'permission denied|must be owner' then '42501'
      when v_run.message ~* 'function .* does not exist|procedure .* does not exist' then '42883'
      when v_run.message ~* 'column .* does not exist' then '42703'
      when v_run.message ~* 'does not exist|no registered view' then '42P01'
      when v_run.message ~* 'read-only' then '25006'
      when v_run.message ~* 'out of memory' then '53200'
      when v_run.message ~* 'no space left' then '53100'
      else 'XX000' end;
    for v_view_id, v_kind in
      insert into frescura.refresh_log as l
             (view_id, view_oid, view_name, status, trigger_type, triggered_by, error_code, error_message,
              refresh_started_at, refresh_completed_at, refresh_duration_ms, backend_pid)
      select v.id, v.view_oid, frescura.display_name(v.schema_name, v.view_name), 'failed', c.kind, 'pg_cron',
             v_code, coalesce(nullif(v_run.message, ''), 'pg_cron tells no cause.'),
             v_run.started_at, v_run.ended_at, round(1000 * extract(epoch from v_run.ended_at - v_run.started_at)),
             v_run.job_pid
        from frescura.cron_targets(v_run.command, v_run.started_at) c join frescura.views v on v.id = c.view_id
       -- One that died in our own hands is on record already, or will be by frescura.reap.
       where not exists (select from frescura.refresh_log k
                          where k.view_id = v.id and k.backend_pid = v_run.job_pid
                            and k.created_at >= v_run.started_at - interval '5 seconds'
                            and k.created_at <= coalesce(v_run.known_end, clock_timestamp()) + interval '5 seconds')
      returning l.view_id, l.trigger_type
    loop
      perform frescura.record_outcome(v_view_id, 'failed', v_kind);
      v_count := v_count + 1;
    end loop;
  end loop;
  return v_count;
end
$$;

comment on function frescura.import_cron_failures() is
'Writes runs of pg_cron that failed before our own log could know of them (the session died, the SQL failed) into '
'frescura.refresh_log as failed, each once, with pg_cron''s own words as the cause (their first line: the rest can '
'quote rows). Returns how many it wrote. Does nothing where pg_cron is not installed in this database, or its runs may '
'not be read.';
