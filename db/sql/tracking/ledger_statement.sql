create or replace function frescura.ledger_statement(s frescura.view_sources, p_operation text, p_touched text)
returns text
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_ledger text := format('frescura.%I', 'ledger_' || s.view_id);
  v_code text := quote_literal(left(p_operation, 1));
  v_keys text;
  v_null text;
begin
  if s.view_key is null and s.lookup is null then
    return '';
  end if;
  if p_operation = 'truncate' then
    return format('insert into %s (source_id, operation, whole) values (%s, %s, true);', v_ledger, s.id, v_code);
  end if;
  select coalesce(string_agg(', k' || n, '' order by n), ''), coalesce(string_agg(format('t.k%s is null', n), ' or ' order by n), 'false')
    into v_keys, v_null
    from unnest(s.view_key) with ordinality k (e, n);
  if s.lookup is not null then
    v_null := 't.source_key is null';
  end if;
  -- A row whose key in the view is not changed by an update is noted once, with its new amount; of a row that moved
  -- the new place comes last, since the latest note of a row tells its amount. Sorted and not aggregated: of the few
  -- rows of most writes that costs half as much.
  if p_operation = 'update' then
    p_touched := format(
      'select distinct on (t.source_key collate "C"%s) t.* from (%s) t order by t.source_key collate "C"%s, t.fresh desc, t.amount desc nulls last',
      v_keys, p_touched, v_keys);
  end if;
  return format(
    'insert into %s (source_id, operation, source_key, amount, currency, whole%s) select %s, %s, t.source_key, t.amount, t.currency, %s%s from (%s) t%s;',
    v_ledger, v_keys, s.id, v_code, v_null, v_keys, p_touched, case when p_operation = 'update' then ' order by t.fresh' else '' end);
end
$$;

comment on function frescura.ledger_statement(frescura.view_sources, text, text) is
'The statement by which a capture function writes the ledger: for a source, an operation and the select of the touched rows; empty for a source that is not tracked. For frescura.make_capture.';
