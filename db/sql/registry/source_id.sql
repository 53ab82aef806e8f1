create or replace function frescura.source_id(p_view text, p_source text) returns bigint
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_found bigint[];
begin
  -- By the names that are kept, not by the catalog: the table may be gone.
  select array_agg(r.id) into v_found
    from (select s.id, rank() over (order by m.rank) as place
            from frescura.view_sources s
            cross join lateral frescura.spelling_rank(p_source, s.source_schema, s.source_name) m (rank)
           where s.view_id = frescura.view_id(p_view) and m.rank is not null) r
   where r.place = 1;
  if v_found is null then
    raise exception 'no source "%" of "%" is watched or tracked', p_source, p_view using errcode = 'undefined_table',
      hint = 'Name one of its sources as schema.name.';
  elsif cardinality(v_found) > 1 then
    raise exception '"%" is the name of % sources', p_source, cardinality(v_found)
      using errcode = 'ambiguous_alias', hint = 'Write it with its schema: "schema"."name".';
  end if;
  return v_found[1];
end
$$;

comment on function frescura.source_id(text, text) is
'The id in frescura.view_sources of a source (name or schema.name) of a view (slug or name). Raises undefined_table (42P01) where it is neither watched nor tracked, ambiguous_alias (42P09) where a name fits several.';
