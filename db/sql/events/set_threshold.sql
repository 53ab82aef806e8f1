create or replace function frescura.set_threshold(
  p_view text, p_source text, p_threshold numeric, p_currency text default null)
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  s frescura.view_sources;
begin
  update frescura.view_sources set threshold = p_threshold, currency = coalesce(p_currency, currency)
   where id = frescura.resolve('source', p_source, p_view) returning * into s;
  if coalesce(s.amount_expression, s.amount_column) is null then
    raise exception 'nothing tells the amount of a row of "%"', p_source using errcode = 'invalid_parameter_value',
      hint = 'Watch it with the column that holds the amount.';
  end if;
  -- A number that only changes is read at each write: the triggers stay, and what the view is known to contain.
  perform frescura.make_capture(s.id);
  return s.id;
end
$$;

comment on function frescura.set_threshold(text, text, numeric, text) is
'From which amount on, in which currency (null: as before), a write to a source (name or schema.name) of a view (slug '
'or name) is a high-impact event. Returns the id in frescura.view_sources. Raises undefined_table for a source that is '
'neither watched nor tracked, invalid_parameter_value where nothing tells its amount.';
