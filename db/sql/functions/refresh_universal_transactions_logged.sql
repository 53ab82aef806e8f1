create or replace function public.refresh_universal_transactions_logged(
  trigger_type text default 'manual', triggered_by text default current_user)
returns table (refresh_id bigint, duration_ms bigint, rows_affected bigint, status text)
language sql volatile
as $$ select * from public.mv_refresh('universal-transactions', trigger_type, triggered_by) $$;

comment on function public.refresh_universal_transactions_logged(text, text) is
'mv_refresh for universal_transactions_mv: refreshes it, logs the attempt, and returns refresh_id, duration_ms, rows_affected, status.';
