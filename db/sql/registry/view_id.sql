create or replace function frescura.view_id(p_view text) returns bigint
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_id bigint;
begin
  -- The usual case: a slug is the best of all names, and its index answers, however many views there are.
  select v.id into v_id from frescura.views v where v.slug = p_view;
  if found then
    return v_id;
  end if;
  return frescura.resolve('view', p_view);
end
$$;

comment on function frescura.view_id(text) is
'The id in frescura.views of a view given by slug, name or schema.name (quoted or not). Raises undefined_object '
'(42704) for a view that is not registered, ambiguous_alias (42P09) for a name that fits several.';
