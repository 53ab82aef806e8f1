create or replace function frescura.find_matview(p_view text)
returns table (view_oid oid, schema_name text, view_name text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_rank integer;
  v_likely text;
  v_kind text;
begin
  select min(frescura.spelling_rank(p_view, n.nspname, c.relname)) into v_rank
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'm';
  if v_rank is not null then
    return query
      select c.oid, n.nspname::text, c.relname::text
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'm' and frescura.spelling_rank(p_view, n.nspname, c.relname) = v_rank;
    get diagnostics v_rank = row_count;
    if v_rank > 1 then
      raise exception '"%" is the name of % materialized views', p_view, v_rank
        using errcode = 'ambiguous_alias', hint = 'Write it with its schema: "schema"."name".';
    end if;
    return;
  end if;

  select case c.relkind when 'v' then 'a plain view' when 'r' then 'a table' when 'p' then 'a partitioned table'
                        when 'f' then 'a foreign table' else 'not a materialized view' end into v_kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind <> 'm' and frescura.spelling_rank(p_view, n.nspname, c.relname) is not null
   order by frescura.spelling_rank(p_view, n.nspname, c.relname) limit 1;
  if v_kind is not null then
    raise exception '"%" is %', p_view, v_kind
      using errcode = 'wrong_object_type', hint = 'Only materialized views can be registered.';
  end if;

  select format('%I.%I', n.nspname, c.relname) into v_likely
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'm' and frescura.spelling_rank(lower(p_view), lower(n.nspname), lower(c.relname)) is not null
   order by 1 limit 1;
  raise exception 'there is no materialized view "%"', p_view
    using errcode = 'undefined_table',
          hint = coalesce('Names keep their case: did you mean ' || v_likely || '?',
                          'See those there are with: select schema_name, view_name from frescura.discover().');
end
$$;

comment on function frescura.find_matview(text) is
'A materialized view by name or schema.name, quoted or not. Raises undefined_table (42P01) where there is none, ambiguous_alias (42P09) where a name fits several, wrong_object_type (42809) where the name is something else.';
