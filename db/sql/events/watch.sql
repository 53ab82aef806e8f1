create or replace function frescura.watch(
  p_view text, p_source text, p_amount_column text,
  p_threshold numeric default frescura.setting('high_impact_amount')::numeric, p_key_column text default 'id',
  p_currency text default null, p_currency_column text default null)
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_source regclass := frescura.resolve('table', p_source)::oid;
  v_schema text;
  v_name text;
  v_id bigint;
  v_column text;
begin
  select n.nspname, c.relname into v_schema, v_name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = v_source;
  foreach v_column in array array[p_amount_column, p_key_column, p_currency_column] loop
    if v_column is not null and not exists (select from pg_attribute where attrelid = v_source and attname = v_column
                                            and attnum > 0 and not attisdropped) then
      raise exception 'the table % has no column "%"', v_source, v_column using errcode = 'undefined_column',
        hint = 'Name the column with the amount, and the one with the key of a row.';
    end if;
  end loop;
  insert into frescura.view_sources (view_id, source_schema, source_name, key_column, amount_column, threshold,
                                     currency, currency_expression)
  values (v_view_id, v_schema, v_name, p_key_column, p_amount_column, p_threshold,
          coalesce(p_currency, frescura.home_currency()), 'r.' || quote_ident(p_currency_column))
  on conflict (view_id, source_schema, source_name, mapping) do update
     set key_column = excluded.key_column, amount_column = excluded.amount_column,
         currency_expression = coalesce(excluded.currency_expression, view_sources.currency_expression)
  returning id into v_id;
  perform frescura.make_capture(v_id);
  return v_id;
end
$$;

comment on function frescura.watch(text, text, text, numeric, text, text, text) is
'Makes writes to a source table high-impact events of a view: every row inserted, changed or deleted whose amount '
'column is at least the threshold, in the row''s own currency: that of p_currency_column, or of p_currency where no '
'column tells it (default: frescura.home_currency). The threshold of a source that is watched already is kept: change '
'it by frescura.set_threshold. Returns the id in frescura.view_sources. '
'Needs the right to create triggers on the source. Raises undefined_table or undefined_column for a name that does not '
'exist.';
