create or replace function frescura.capture_statements(s frescura.view_sources, p_operation text, p_touched text)
returns text
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_event text := frescura.event_statement(s, p_operation, p_touched);
  v_ledger text := frescura.ledger_statement(s, p_operation, p_touched);
begin
  if p_touched is null or v_event = '' then
    return v_ledger || v_event;
  end if;
  -- Reading the few rows of a write again costs less than keeping them for both: most writes are small, and of those
  -- the comparison with a constant is all that is left of the events.
  return format('%s
        if exists (select from (%s) t where t.amount >= frescura.%I()) then
          %s
        end if;',
    v_ledger, p_touched, 'threshold_' || s.id, v_event);
end
$$;

comment on function frescura.capture_statements(frescura.view_sources, text, text) is
'What a capture function does with a write, as plpgsql: for a source, an operation and the select of the touched rows (null for truncate). For frescura.make_capture.';
