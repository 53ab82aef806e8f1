create or replace function frescura.cron_calls_us(p_command text) returns boolean
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select p_command ~* ('\m(refresh_universal_transactions_logged|process_pending_mv_refreshes'
    '|frescura\.(refresh|refresh_tracked|run_due|process_pending|upkeep))\s*\(')
$$;

comment on function frescura.cron_calls_us(text) is
'Whether a command of pg_cron calls a function of ours that refreshes or looks after the rest.';
