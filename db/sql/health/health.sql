create or replace function frescura.health(p_view text default null)
returns table (
  view_name text, last_refresh timestamptz, age_minutes integer, needs_refresh boolean,
  freshness text, age_seconds integer, slug text, title text, view_id bigint, state text, enabled boolean,
  sla_seconds integer, stale_seconds integer, time_zone text,
  rows_count bigint, pending_events bigint, oldest_event_at timestamptz, dead_letter_events bigint,
  running_refresh_id bigint, running_since timestamptz, typical_duration_ms bigint,
  last_status text, last_attempt_at timestamptz, last_trigger_type text, last_triggered_by text,
  last_duration_ms bigint, last_error_code text, last_error text, failures_in_a_row bigint,
  refresh_mode text, refresh_mode_reason text, next_mode text, next_mode_reason text, recommendation text,
  pending_known boolean, pending_reason text, pending_transactions bigint, pending_amounts jsonb,
  pending_oldest_at timestamptz,
  suspended_at timestamptz, retry_at timestamptz, pending_amount_max numeric, pending_currency text,
  running_triggered_by text,
  verdict text, verdict_rank integer, reasons jsonb, data_as_of timestamptz, late_at timestamptz)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  with judged as (
    select v.*, at.state as at_state, at.view_oid as at_oid, done.refresh_started_at as done_at,
           done.rows_affected as done_rows, done.mode as done_mode, done.mode_reason as done_reason,
           verdict.verdict, verdict.rank, verdict.reasons, verdict.data_as_of, verdict.late_at, verdict.age_seconds,
           verdict.freshness as fresh, verdict.pending_known, verdict.pending_reason, verdict.pending_transactions,
           verdict.pending_amounts, verdict.pending_oldest_at, events.*, run.*, last.*, usual.*, streak.*
      from frescura.verdict(p_view) verdict
      join frescura.views v on v.id = verdict.view_id
     cross join lateral frescura.locate(v.id) at
      left join lateral frescura.last_good(v.id, at.view_oid) done on at.populated
      cross join lateral (
        select count(*) filter (where t.dead_letter_at is null) as waiting,
               min(t.created_at) filter (where t.dead_letter_at is null) as oldest,
               count(t.dead_letter_at) as aside
          from frescura.refresh_triggers t
         where t.view_id = v.id and t.processed_at is null and t.refresh_requested) events
      left join lateral (
        select l.id as run_id, l.refresh_started_at as run_since, l.triggered_by as run_by from frescura.refresh_log l
         where l.view_id = v.id and l.status = 'running' and frescura.attempt_is_alive(l)) run on true
      left join lateral (
        select l.status as l_status, l.refresh_started_at as l_at, l.trigger_type as l_type,
               l.triggered_by as l_by, l.refresh_duration_ms as l_ms, l.error_code as l_code, l.error_message as l_error
          from frescura.refresh_log l
         where l.view_id = v.id and l.status in ('completed', 'failed')
         order by l.created_at desc limit 1) last on true
      cross join lateral (
        select percentile_disc(0.5) within group (order by r.ms) as usual_ms
          from (select l.refresh_duration_ms as ms from frescura.refresh_log l
                 where l.view_id = v.id and l.status = 'completed'
                 order by l.refresh_started_at desc limit 20) r) usual
      cross join lateral (
        select count(*) as failures from frescura.refresh_log l
         where l.view_id = v.id and l.status = 'failed'
           and l.created_at > coalesce((select max(d.created_at) from frescura.refresh_log d
                                         where d.view_id = v.id and d.status = 'completed'), '-infinity')) streak
  )
  select frescura.display_name(j.schema_name, j.view_name), j.done_at, j.age_seconds / 60,
         j.fresh <> 'fresh' or j.waiting > 0,
         j.fresh, j.age_seconds, j.slug, j.title, j.id, j.at_state, j.enabled,
         j.sla_seconds, j.stale_seconds, j.time_zone,
         j.done_rows, j.waiting, j.oldest, j.aside,
         j.run_id, j.run_since, j.usual_ms,
         j.l_status, j.l_at, j.l_type, j.l_by, j.l_ms, j.l_code, j.l_error, j.failures,
         j.done_mode, j.done_reason, next.mode, next.reason,
         frescura.recommendation(j.at_state, j.fresh, j.waiting, j.l_status, j.pending_reason,
                                 j.suspended_at is not null, j.reasons -> 0 ->> 'code'),
         j.pending_known, j.pending_reason, j.pending_transactions, j.pending_amounts, j.pending_oldest_at,
         j.suspended_at, j.retry_at, j.pending_amount_max, j.pending_currency, j.run_by,
         j.verdict, j.rank, j.reasons, j.data_as_of, j.late_at
    from judged j
    left join lateral frescura.refresh_mode(j.at_oid) next on j.at_oid is not null
   order by j.id
$$;

comment on function frescura.health(text) is
'How fresh each registered view is; with a slug or name, that one. verdict, its verdict_rank (the higher, the worse) '
'and reasons say what may be done with its numbers: see frescura.verdict. last_refresh is the start of the last '
'completed refresh; data_as_of the moment as of which its data is, to the roots: earlier, where it read views that '
'were older. age_minutes counts from that in whole minutes; late_at is when it will be over the SLA. freshness: '
'fresh, stale, very_stale or unknown (never refreshed, unpopulated, recreated or missing). needs_refresh: older than '
'the SLA, or a high-impact event waits. state: see frescura.locate. rows_count is that of the last completed refresh. '
'refresh_mode says how that one ran and why; next_mode how the next one would. pending_known: whether it is known '
'what the view lacks (frescura.pending), else pending_reason says why not; pending_transactions, pending_amounts by '
'currency and pending_oldest_at say what, and pending_amount_max with its currency how much may. suspended_at: since '
'when the view is suspended; retry_at: when a failure is tried again; running_triggered_by: who asked for the refresh '
'that runs. A tracked view whose capture was off or failed is unknown whatever its age, until a refresh makes a new '
'baseline.';
