create or replace function frescura.record_capture_failure(
  p_source_table text, p_operation text, p_error_code text, p_error_message text)
returns void
language sql volatile security definer
set search_path = pg_catalog, public, pg_temp set lock_timeout = '100ms'
as $$
  insert into frescura.capture_failures (source_table, operation, error_code, error_message)
  values (p_source_table, p_operation, p_error_code, p_error_message)
$$;

comment on function frescura.record_capture_failure(text, text, text, text) is
'Keeps an event that could not be recorded in frescura.capture_failures. Raises where that fails too: the capture '
'functions then count it in frescura.lost_seq.';
