create or replace function public.process_pending_mv_refreshes() returns integer
language sql volatile
as $$ select frescura.process_pending() $$;

comment on function public.process_pending_mv_refreshes() is
'Frescura: drains the high-impact events, one refresh per view; returns how many views were refreshed or tried.';
