create or replace view public.mv_refresh_triggers as
  select id, view_id, source_table, source_key, operation, amount, priority, refresh_requested, created_at, xid,
         processed_at, refresh_id, attempts, last_error, dead_letter_at as set_aside_at, currency
    from frescura.refresh_triggers;

comment on view public.mv_refresh_triggers is
'Frescura: high-impact events. The columns are explained at frescura.refresh_triggers.';

-- An event that is written by hand is for the view of the contract, unless it names another.
alter view public.mv_refresh_triggers alter column view_id set default frescura.view_id('universal-transactions');
