create or replace function frescura.view_id(p_view text) returns bigint
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_found bigint[];
begin
  -- The usual case: a slug is the best of all names, and its index answers, however many views there are.
  select array[v.id] into v_found from frescura.views v where v.slug = p_view;
  if found then
    return v_found[1];
  end if;
  select array_agg(r.id) into v_found
    from (select v.id, rank() over (order by m.rank) as place
            from frescura.views v
            cross join lateral (select case when v.slug = p_view then 0
              else frescura.spelling_rank(p_view, v.schema_name, v.view_name) end) m (rank)
           where m.rank is not null) r
   where r.place = 1;
  if v_found is null then
    raise exception 'no registered view is called "%"', p_view
      using errcode = 'undefined_object',
            hint = 'See the registered ones with: select slug, view_name from frescura.views. Register one with: select frescura.register(''schema.name'').';
  elsif cardinality(v_found) > 1 then
    raise exception '"%" is the name of % registered views', p_view, cardinality(v_found)
      using errcode = 'ambiguous_alias', hint = 'Use its slug.';
  end if;
  return v_found[1];
end
$$;

comment on function frescura.view_id(text) is
'The id in frescura.views of a view given by slug, name or schema.name (quoted or not). Raises undefined_object (42704) for a view that is not registered, ambiguous_alias (42P09) for a name that fits several.';
