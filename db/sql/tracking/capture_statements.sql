create or replace function frescura.capture_statements(s frescura.view_sources, p_operation text, p_touched text)
returns text
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_insert text := format('insert into frescura.%I (source_id, operation', 'ledger_' || s.view_id);
  v_code text := quote_literal(left(p_operation, 1));
  v_rows text := p_touched;
  v_keys text;
  v_null text;
  v_ledger text := '';
  v_event text := '';
begin
  if (s.view_key is not null or s.lookup is not null) and p_operation = 'truncate' then
    v_ledger := format('%s, whole) values (%s, %s, true);', v_insert, s.id, v_code);
  elsif s.view_key is not null or s.lookup is not null then
    select coalesce(string_agg(', k' || n, '' order by n), ''),
           coalesce(string_agg(format('t.k%s is null', n), ' or ' order by n), 'false')
      into v_keys, v_null
      from unnest(s.view_key) with ordinality k (e, n);
    if s.lookup is not null then
      v_null := 't.source_key is null';
    end if;
    -- A row whose key in the view is not changed by an update is noted once, with its new amount; of a row that moved
    -- the new place comes last, since the latest note of a row tells its amount. Sorted and not aggregated: of the few
    -- rows of most writes that costs half as much.
    if p_operation = 'update' then
      v_rows := format('select distinct on (t.source_key collate "C"%1$s) t.* from (%2$s) t '
                       'order by t.source_key collate "C"%1$s, t.fresh desc, t.amount desc nulls last',
                       v_keys, p_touched);
    end if;
    v_ledger := format('%1$s, source_key, amount, currency, whole%2$s) '
                       'select %3$s, %4$s, t.source_key, t.amount, t.currency, %5$s%2$s from (%6$s) t%7$s;',
                       v_insert, v_keys, s.id, v_code, v_null, v_rows,
                       case when p_operation = 'update' then ' order by t.fresh' else '' end);
  end if;

  if s.threshold is not null then
    v_event := format(
    'insert into frescura.refresh_triggers (view_id, source_table, source_key, operation, amount, currency)
         select w.view_id, %1$L, t.source_key, %2$L,
                -- The column holds twelve digits before the point; a source may hold more, or infinity.
                least(max(t.amount), 999999999999.99), (array_agg(t.currency order by t.amount desc))[1]
           from frescura.view_sources w cross join lateral (%3$s) t
          where w.id = %4$s and w.enabled and t.amount >= w.threshold
          group by w.view_id, t.source_key;
        if found and frescura.writers_notify() then
          perform pg_notify(''frescura'', ''{"event": 1}'');
        end if;',
      frescura.display_name(s.source_schema, s.source_name), p_operation,
      coalesce(p_touched, 'select null::text as source_key, w.threshold as amount, w.currency'), s.id);
  end if;
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
'What a capture function does with a write, as plpgsql: for a source, an operation and the select of the touched rows '
'(null for truncate). Writes the ledger where the source is tracked, and high-impact events where it has a threshold. '
'For frescura.make_capture.';
