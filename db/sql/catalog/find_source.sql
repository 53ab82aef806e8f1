create or replace function frescura.find_source(p_source text) returns regclass
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_found regclass[];
begin
  select array_agg(r.source) into v_found
    from (select c.oid::regclass as source, rank() over (order by m.rank) as place
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            cross join lateral frescura.spelling_rank(p_source, n.nspname, c.relname) m (rank)
           where c.relkind in ('r', 'p') and m.rank is not null) r
   where r.place = 1;
  if v_found is null then
    raise exception 'there is no table "%"', p_source using errcode = 'undefined_table',
      hint = 'Name an ordinary or partitioned table as schema.name.';
  elsif cardinality(v_found) > 1 then
    raise exception '"%" is the name of % tables', p_source, cardinality(v_found)
      using errcode = 'ambiguous_alias', hint = 'Write it with its schema: "schema"."name".';
  end if;
  return v_found[1];
end
$$;

comment on function frescura.find_source(text) is
'An ordinary or partitioned table by name or schema.name, quoted or not. Raises undefined_table (42P01) where there is none, ambiguous_alias (42P09) where a name fits several.';
