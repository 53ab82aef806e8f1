create or replace function frescura.watch(
  p_view text, p_source text, p_amount_column text,
  p_threshold numeric default frescura.setting('high_impact_amount')::numeric, p_key_column text default 'id',
  p_currency text default frescura.setting('currency'))
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
  foreach v_column in array array[p_amount_column, p_key_column] loop
    if not exists (select from pg_attribute where attrelid = v_source and attname = v_column and attnum > 0
                   and not attisdropped) then
      raise exception 'the table % has no column "%"', v_source, v_column using errcode = 'undefined_column',
        hint = 'Name the column with the amount, and the one with the key of a row.';
    end if;
  end loop;
  insert into frescura.view_sources (view_id, source_schema, source_name, key_column, amount_column, threshold,
                                     currency)
  values (v_view_id, v_schema, v_name, p_key_column, p_amount_column, p_threshold, p_currency)
  on conflict (view_id, source_schema, source_name) do update
     set key_column = excluded.key_column, amount_column = excluded.amount_column
  returning id into v_id;
  perform frescura.make_capture(v_id);
  return v_id;
end
$$;

comment on function frescura.watch(text, text, text, numeric, text, text) is
'Makes writes to a source table high-impact events of a view: every row inserted, changed or deleted whose amount '
'column is at least the threshold (in the row''s own currency; the setting names the usual one). The threshold of a '
'source that is watched already is kept: change it in frescura.view_sources. Returns the id in frescura.view_sources. '
'Needs the right to create triggers on the source. Raises undefined_table or undefined_column for a name that does not '
'exist.';
