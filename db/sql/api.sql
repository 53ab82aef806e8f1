-- The SQL API: what is granted, documented in docs/sql-api.md, and kept stable. All else in the schema is internal,
-- and nobody but its owner may execute it. Who calls these still needs rights on what they read.
do $$
declare
  v_api constant text[] := array[
    'health', 'verdict', 'pending', 'trace', 'receipt', 'visible', 'doctor', 'host',
    'refresh', 'refresh_tracked', 'process_pending', 'cancel', 'resume', 'retry_events',
    'discover', 'register', 'unregister', 'graph', 'target', 'set_targets', 'feasibility',
    'track_check', 'track', 'untrack', 'follow', 'watch', 'unwatch', 'set_threshold', 'set_seen_by',
    'verify', 'verify_tracked', 'set_strategy', 'explain_strategy',
    'run_due', 'due_slots', 'starts', 'start_work', 'upkeep', 'cron_install', 'cron_uninstall',
    'sla', 'breaches', 'availability', 'noop_refreshes', 'refresh_stats', 'refresh_metrics_of'];
  v_internal record;
begin
  grant usage on schema frescura to public;
  -- Only what is open: a row of pg_proc that is written anew for nothing would cost the views what they are known to
  -- contain.
  for v_internal in
    select p.oid::regprocedure as name from pg_proc p
     where p.pronamespace = 'frescura'::regnamespace and p.proname <> all (v_api)
       and (p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))
  loop
    execute format('revoke all on routine %s from public', v_internal.name);
  end loop;
end
$$;

-- Whoever was granted the registry before health read these, too, goes on reading it.
do $$
declare
  v_reader record;
begin
  for v_reader in
    select distinct a.grantee, t.name
      from pg_class c cross join lateral aclexplode(c.relacl) a
     cross join (values ('targets'), ('write_history')) t (name)
     where c.oid = 'frescura.views'::regclass and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
  loop
    execute format('grant select on frescura.%I to %s', v_reader.name,
                   case when v_reader.grantee = 0 then 'public' else v_reader.grantee::regrole::text end);
  end loop;
end
$$;
