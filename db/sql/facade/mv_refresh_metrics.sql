create or replace view public.mv_refresh_metrics as
  select hour, total_refreshes, successful, failed, avg_duration_ms, max_duration_ms
    from frescura.refresh_metrics;

comment on view public.mv_refresh_metrics is
'Frescura: ended refreshes per hour, newest first. The columns are explained at frescura.refresh_metrics.';
