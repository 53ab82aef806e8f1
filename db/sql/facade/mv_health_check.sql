create or replace function public.mv_health_check(p_view text default null)
returns table (
  view_name text, last_refresh timestamptz, age_minutes integer, needs_refresh boolean,
  freshness text, age_seconds integer, slug text, title text, view_id bigint, state text, enabled boolean,
  sla_seconds integer, stale_seconds integer, time_zone text,
  rows_count bigint, pending_events bigint, oldest_event_at timestamptz, set_aside_events bigint,
  running_refresh_id bigint, running_since timestamptz, typical_duration_ms bigint,
  last_status text, last_attempt_at timestamptz, last_trigger_type text, last_triggered_by text,
  last_duration_ms bigint, last_error_code text, last_error text, failures_in_a_row bigint,
  refresh_mode text, refresh_mode_reason text, next_mode text, next_mode_reason text, recommendation text,
  pending_known boolean, pending_reason text, pending_transactions bigint, pending_amounts jsonb,
  pending_oldest_at timestamptz,
  suspended_at timestamptz, retry_at timestamptz, pending_amount_max numeric, pending_currency text,
  running_triggered_by text)
language sql volatile
as $$
  -- Its columns stay as they are: what is built on them would keep it from being replaced.
  select view_name, last_refresh, age_minutes, needs_refresh, freshness, age_seconds, slug, title, view_id, state,
         enabled, sla_seconds, stale_seconds, time_zone, rows_count, pending_events, oldest_event_at,
         dead_letter_events, running_refresh_id, running_since, typical_duration_ms, last_status, last_attempt_at,
         last_trigger_type, last_triggered_by, last_duration_ms, last_error_code, last_error, failures_in_a_row,
         refresh_mode, refresh_mode_reason, next_mode, next_mode_reason, recommendation, pending_known,
         pending_reason, pending_transactions, pending_amounts, pending_oldest_at, suspended_at, retry_at,
         pending_amount_max, pending_currency, running_triggered_by
    from frescura.health(p_view)
$$;

comment on function public.mv_health_check(text) is
'Frescura: how fresh each registered view is; with a slug or name, that one. As frescura.health() has it, '
'but for the verdict: that is frescura.verdict().';
