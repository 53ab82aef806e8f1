create or replace function frescura.unwatch(p_view text, p_source text) returns boolean
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  s frescura.view_sources;
begin
  select w.* into s from frescura.view_sources w
   where w.view_id = frescura.view_id(p_view) and w.id = frescura.resolve('source', p_source, p_view) for update;
  if s.view_key is null and s.lookup is null then
    perform frescura.drop_capture(s.id);
    delete from frescura.view_sources where id = s.id;
  elsif s.threshold is null then
    return false;
  else
    update frescura.view_sources set threshold = null where id = s.id;
    perform frescura.follow_source(s.id);
    perform frescura.make_capture(s.id);
  end if;
  return true;
end
$$;

comment on function frescura.unwatch(text, text) is
'Ends high-impact events from a source (name or schema.name) of a view (slug or name): its triggers go, or where the '
'source is tracked, stay for the ledger alone. Events that wait already are still answered. Returns false where it was '
'tracked and not watched. Raises undefined_table for a source that is neither.';
