create or replace function public.refresh_universal_transactions_logged(
  trigger_type text default 'manual', triggered_by text default current_user)
returns table (refresh_id bigint, duration_ms bigint, rows_affected bigint, status text)
language sql volatile
as $$ select * from frescura.refresh('universal-transactions', trigger_type, triggered_by) $$;

comment on function public.refresh_universal_transactions_logged(text, text) is
'Frescura: refreshes universal_transactions_mv and logs the attempt; see frescura.refresh().';
