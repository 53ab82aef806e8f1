create or replace function frescura.event_reference(p_event frescura.refresh_triggers) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  s frescura.view_sources;
  v_reference text;
begin
  select * into s from frescura.view_sources w
   where w.view_id = p_event.view_id and frescura.display_name(w.source_schema, w.source_name) = p_event.source_table
     and w.mapping = 'main' and w.key_expression is not null and w.reference_expression is not null;
  if not found or p_event.source_key is null then
    return null;
  end if;
  -- Alone on its key: what frescura.trace_match would find by reference, too, could be another row.
  s.reference_expression := null;
  execute format(
    'select (%s)::text from %I.%I r where %s limit 1',
    (select w.reference_expression from frescura.view_sources w where w.id = s.id),
    s.source_schema, s.source_name, frescura.trace_match(s, p_event.source_key))
    into v_reference using p_event.source_key;
  return v_reference;
exception when others then
  -- A list of what waits must not fail for a name: the source may be gone, altered, or not for the caller to read.
  return null;
end
$$;

comment on function frescura.event_reference(frescura.refresh_triggers) is
'By what people know the row that an event of frescura.refresh_triggers is about, such as its folio; null where its '
'source is not tracked with a reference, and where the row is gone or cannot be read.';
