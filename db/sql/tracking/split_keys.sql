create or replace function frescura.split_keys(p_view_id bigint)
returns table (parts oid[], candidates oid[])
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with by_row as materialized (
    -- What a subquery in an expression reads, and a lookup's tables, may have changed meanwhile.
    select to_jsonb(frescura.family_head(c.oid)::bigint) as head
      from frescura.view_sources s
      join pg_namespace n on n.nspname = s.source_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
      left join pg_proc p on s.lookup is not null
       and p.oid = to_regprocedure(format('frescura.%I(text)', 'lookup_' || s.id))
     where s.view_id = p_view_id
       and (array_to_string(s.view_key, ' ') ~ '\mr\M'
            and regexp_replace(array_to_string(s.view_key, ' '), '''(?:[^'']|'''')*''|"[^"]*"', '', 'g')
                !~* '\mselect\M'
            or p.prosqlbody::text ~ '\{PARAM ' and p.prosqlbody::text !~ ':rtekind 0 ')
  )
  select array(select x::oid from jsonb_array_elements_text(b -> 'parts') x),
         array(select distinct x::oid from jsonb_array_elements(b -> 'holders') h
                cross join lateral jsonb_array_elements_text(h) x)
    from jsonb_array_elements(frescura.judgement(p_view_id) -> 'keys') b
   where not exists (select from jsonb_array_elements(b -> 'holders') h
                      where not exists (select from jsonb_array_elements(h) x where x not in (select head from by_row)))
$$;

comment on function frescura.split_keys(bigint) is
'The branches of the definition of a tracked view (id in frescura.views) in which no source that has the whole key in '
'its row is mapped by that row: where rows of several tables change between two refreshes, no lookup finds the key of '
'their old values. parts: the tables of which the key is made; candidates: those that have it in their row, by which a '
'mapping would do; none where it comes of several.';
