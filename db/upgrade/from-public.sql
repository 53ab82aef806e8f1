-- Moves an installation of the first layout, in which everything stood in schema public under names that begin with
-- mv_, into schema frescura. In the transaction of the migration: whoever writes to a tracked source waits until the
-- new capture stands, and no write is lost between the two.
create schema if not exists frescura;
comment on schema frescura is 'Everything of Frescura. Made by: frescura migrate. Removed by: frescura uninstall.';

-- Views whose capture holds now; their new capture is vouched for when it is made.
create temporary table upgrade_held on commit drop as
  select t.view_id from public.mv_tracking t where public.mv_capture_holds(t.view_id, t.capture_digest);

do $$
declare
  v_renamed constant text[] := array[
    ['mv_audits', 'verifications'], ['mv_vouching', 'mv_vouching'], ['mv_vouched', 'mv_vouched'],
    ['mv_live_state', 'mv_live_state'], ['mv_audit', 'verify'], ['mv_audit_share', 'sample_percent'],
    ['mv_audit_tracked', 'verify_tracked'], ['mv_auditable', 'verifiable'], ['mv_attempt_alive', 'attempt_is_alive'],
    ['mv_driver_seen', 'heartbeat'], ['mv_home', 'system_id'], ['mv_moved', 'is_restored'], ['mv_move_in', 'adopt'],
    ['mv_note_capture_failure', 'record_capture_failure'], ['mv_note_outcome', 'record_outcome'],
    ['mv_schedule_claim', 'claim_slot'], ['mv_schedule_finish', 'finish_slot'], ['mv_vouch', 'set_baseline'],
    ['mv_waste', 'noop_refreshes']];
  v_functions constant text := 'age_series alert_conditions attempt_alive audit audit_share audit_tracked auditable '
    'availability base_relations breach_cause breach_series breaches cancel cancel_overdue capture_digest '
    'capture_holds capture_statements check_alerts check_expression check_trigger_type check_view_settings '
    'claim_notification claim_retry count_event_failure cron_error_code cron_install cron_plan cron_targets '
    'cron_uninstall cron_values day_in_brief dirty_query discover display_name doctor doctor_access doctor_drift '
    'doctor_events doctor_ledger doctor_object doctor_refresh drift driver_seen drop_capture due_ticket '
    'duration_series equal_is_same event_delays event_reference event_statement event_waits_for events_wait '
    'failures_in_a_row family find_matview find_source finish_notification freshness graph home '
    'import_cron_failures keep_admin keep_threshold lateness latest_slot ledger_statement live_fits live_state locate '
    'lock_space long_blocker loss_in_progress make_capture make_ledger make_live make_threshold may_refresh mend_live '
    'money_pending move_in moved note_capture_failure note_outcome nothing_pending null_keys open_drift '
    'owner_may_temp pending prune_ledger prune_log prune_traces rate_limit_left rate_limit_take read_plan reap '
    'receipt recommendation refresh refresh_attempt refresh_metrics_of refresh_mode refresh_object refresh_series '
    'refresh_stats refresh_tracked refuse_change register resume retry_events roll_up_sla row_key run_due '
    'safe_snapshot sample_money schedule_claim schedule_finish set_threshold shared_refresh skip_reason sla sla_hour '
    'slug source_id spelling_rank staleness ticket title trace trace_columns trace_match track track_check '
    'unique_index unique_index_cure unregister unsteady untrack untrackable unwatch upkeep upstream_busy upstreams '
    'usual_duration view_id visible vouch vouched vouching waiting_views wake_downstreams waste watch';
  v_tables constant text := 'alerts audit_log audits capture_failures channels cron_imports drivers money_hourly '
    'notifications rate_limits reads refresh_hourly refresh_log refresh_triggers schedule_runs schedules settings '
    'sla_hourly tokens tracking users view_sources views';
  v_item record;
  v_table text;
begin
  -- In the order of their names, so that two of these cannot block each other.
  for v_item in
    select distinct m.member::regclass::text as name
      from public.mv_view_sources s
      join pg_namespace n on n.nspname = s.source_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name and c.relkind in ('r', 'p')
      cross join lateral public.mv_family(c.oid) m (member) order by 1
  loop
    execute format('lock table %s in share row exclusive mode', v_item.name);
  end loop;

  alter table public.mv_refresh_triggers alter column view_id drop default;
  foreach v_table in array string_to_array(v_tables, ' ') || array(
    select substr(c.relname, 4) from pg_class c join public.mv_tracking t on c.relname = 'mv_ledger_' || t.view_id
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r')
  loop
    execute format('alter table public.%I set schema frescura', 'mv_' || v_table);
    execute format('alter table frescura.%I rename to %I', 'mv_' || v_table, replace(v_table, 'audits', 'verifications'));
  end loop;
  foreach v_table in array array['ticket_seq', 'ledger_seq', 'lost_seq'] loop
    execute format('alter sequence public.%I set schema frescura', 'mv_' || v_table);
    execute format('alter sequence frescura.%I rename to %I', 'mv_' || v_table, v_table);
  end loop;
  alter view public.mv_refresh_metrics set schema frescura;
  alter view frescura.mv_refresh_metrics rename to refresh_metrics;

  -- Constraints take their indexes along; then what is left of indexes, sequences of identity columns, and triggers.
  for v_item in
    select 'alter table ' || c.conrelid::regclass || ' rename constraint ' || quote_ident(c.conname) as statement, c.conname as name
      from pg_constraint c join pg_class r on r.oid = c.conrelid
     where r.relnamespace = 'frescura'::regnamespace and c.conname like 'mv\_%'
    union all
    select 'alter trigger ' || quote_ident(t.tgname) || ' on ' || t.tgrelid::regclass || ' rename', t.tgname
      from pg_trigger t join pg_class r on r.oid = t.tgrelid
     where r.relnamespace = 'frescura'::regnamespace and t.tgname like 'mv\_%' and not t.tgisinternal
  loop
    execute format('%s to %I', v_item.statement,
      left(replace(replace(v_item.name, 'mv_audits', 'verifications'), 'mv_', ''), 63));
  end loop;
  for v_item in
    select c.relname as name from pg_class c
     where c.relnamespace = 'frescura'::regnamespace and c.relkind in ('i', 'S') and c.relname like 'mv\_%'
  loop
    execute format('alter %s frescura.%I rename to %I',
      case when (select relkind from pg_class where oid = format('frescura.%I', v_item.name)::regclass) = 'S' then 'sequence' else 'index' end,
      v_item.name, replace(replace(v_item.name, 'mv_audits', 'verifications'), 'mv_', ''));
  end loop;

  alter table frescura.tracking rename column vouched_snapshot to baseline_snapshot;
  alter table frescura.tracking rename column vouched_at to baseline_at;
  alter table frescura.tracking rename column vouched_oid to baseline_oid;
  alter table frescura.tracking rename column vouched_refresh_id to baseline_refresh_id;

  -- What was made for each source: functions of ours, triggers on tables that are not.
  for v_item in
    select p.proname as name from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and p.proname ~ '^mv_(capture_\d+_(insert|update|delete|truncate)|threshold_\d+)$'
  loop
    execute format('alter function public.%I() set schema frescura', v_item.name);
    execute format('alter function frescura.%I() rename to %I', v_item.name, substr(v_item.name, 4));
  end loop;
  for v_item in
    select t.tgname as name, t.tgrelid::regclass as relation from pg_trigger t join pg_proc p on p.oid = t.tgfoid
     where p.pronamespace = 'frescura'::regnamespace and t.tgname ~ '^mv_capture_\d+_' and not t.tgisinternal
  loop
    execute format('alter trigger %I on %s rename to %I', v_item.name, v_item.relation, 'frescura_' || substr(v_item.name, 4));
  end loop;

  -- Moved and not made anew, so that what was built on them, and who may run them, stays.
  for v_item in
    select p.oid::regprocedure as signature, p.proname as name, n.new_name, pg_get_function_identity_arguments(p.oid) as arguments,
           case p.prokind when 'p' then 'procedure' else 'function' end as kind
      from unnest(string_to_array(v_functions, ' ')) f (name)
      join pg_proc p on p.pronamespace = 'public'::regnamespace and p.proname = 'mv_' || f.name
      cross join lateral (
        select coalesce((select v_renamed[i][2] from generate_subscripts(v_renamed, 1) i where v_renamed[i][1] = p.proname), f.name)
      ) n (new_name)
  loop
    execute format('alter %s %s set schema frescura', v_item.kind, v_item.signature);
    if v_item.new_name <> v_item.name then
      execute format('alter %s frescura.%I(%s) rename to %I', v_item.kind, v_item.name, v_item.arguments, v_item.new_name);
    end if;
  end loop;
end
$$;

update frescura.settings set key = 'system_id' where key = 'home';

-- Ours from now on is what a comment says so of.
comment on function public.mv_health_check(text) is 'Frescura: moved.';
comment on function public.process_pending_mv_refreshes() is 'Frescura: moved.';
comment on function public.refresh_universal_transactions_logged(text, text) is 'Frescura: moved.';
