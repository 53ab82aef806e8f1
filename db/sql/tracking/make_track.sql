create or replace function frescura.make_track(
  p_view text, p_source text, p_key text[] default null, p_amount text default null, p_currency text default null,
  p_lookup text default null, p_row_key text default null, p_threshold numeric default null,
  p_reference text default null, p_occurred text default null, p_live text default null,
  p_mapping text default 'main')
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_source regclass := frescura.resolve('table', p_source)::oid;
  v_row_key text := coalesce(p_row_key, frescura.row_key(v_source));
  v_at record;
  v_key_columns text[];
  v_schema text;
  v_name text;
  v_id bigint;
begin
  select * into v_at from frescura.locate(v_view_id);
  v_key_columns := (frescura.check_mapping(p_view, v_at.view_oid, v_source, p_key, p_lookup, v_row_key, p_amount,
                                           p_currency, p_reference, p_occurred, p_mapping)).key_columns;
  select n.nspname, c.relname into v_schema, v_name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = v_source;

  perform frescura.check_further(v_view_id, v_source, p_mapping, num_nonnulls(p_amount, p_currency, p_threshold,
                                                                          p_reference, p_occurred) > 0);
  -- What was known while a mapping was missing counts for nothing.
  update frescura.tracking set baseline_snapshot = null, capture_digest = null
   where view_id = v_view_id and capture_digest in ('mapping_missing', 'key_split');
  perform frescura.make_ledger(v_view_id, v_at.view_oid, v_key_columns);
  perform frescura.name_live(v_view_id, p_live);
  insert into frescura.view_sources as w
         (view_id, source_schema, source_name, mapping, key_expression, view_key, lookup, amount_expression,
          currency_expression, threshold, currency,
          reference_expression, occurred_expression)
  values (v_view_id, v_schema, v_name, p_mapping, v_row_key, p_key, p_lookup, p_amount,
          p_currency, p_threshold, frescura.home_currency(),
          p_reference, p_occurred)
  on conflict (view_id, source_schema, source_name, mapping) do update
     set key_expression = excluded.key_expression, view_key = excluded.view_key, lookup = excluded.lookup,
         amount_expression = coalesce(excluded.amount_expression, w.amount_expression),
         currency_expression = coalesce(excluded.currency_expression, w.currency_expression),
         threshold = coalesce(excluded.threshold, w.threshold),
         reference_expression = coalesce(excluded.reference_expression, w.reference_expression),
         occurred_expression = coalesce(excluded.occurred_expression, w.occurred_expression)
  returning id into v_id;
  perform frescura.make_lookup(v_id);
  -- All mappings of the source note its money in the same way.
  perform frescura.make_capture(s.id)
     from frescura.view_sources s
    where s.view_id = v_view_id and s.source_schema = v_schema and s.source_name = v_name
    order by s.mapping <> 'main', s.id;
  perform frescura.make_live(v_view_id);
  return v_id;
end
$$;

comment on function frescura.make_track(text, text, text[], text, text, text, text, numeric, text, text, text, text) is
'What frescura.track does, without trial writes; it says what the parameters are and what is raised.';
