create or replace function frescura.resolve(p_kind text, p_given text, p_view text default null) returns bigint
language plpgsql stable set search_path = pg_catalog, public, pg_temp
-- Planned once a session, with the parts that are not asked for left out as it runs.
set plan_cache_mode = force_generic_plan
as $$
declare
  v_found bigint[];
  v_hint text;
begin
  -- What is registered by the names that are kept, since the object may be gone; all else from the catalog.
  select array_agg(r.id) into v_found
    from (select c.id, rank() over (order by m.rank) as place
            from (select v.id, v.schema_name, v.view_name from frescura.views v where p_kind = 'view'
                  union all
                  select s.id, s.source_schema, s.source_name from frescura.view_sources s
                   where p_kind = 'source' and s.view_id = frescura.view_id(p_view) and s.mapping = 'main'
                  union all
                  select k.oid::bigint, n.nspname::text, k.relname::text
                    from pg_class k join pg_namespace n on n.oid = k.relnamespace
                   where p_kind = 'matview' and (k.relkind = 'm' or frescura.managed_by(k.oid) is not null)
                      or p_kind = 'table' and k.relkind in ('r', 'p')
                 ) c (id, schema_name, name)
            cross join lateral frescura.spelling_rank(p_given, c.schema_name, c.name) m (rank)
           where m.rank is not null) r
   where r.place = 1;
  if cardinality(v_found) = 1 then
    return v_found[1];
  elsif cardinality(v_found) > 1 then
    raise exception '"%" is the name of % %', p_given, cardinality(v_found),
      case p_kind when 'view' then 'registered views' when 'matview' then 'materialized views'
                  when 'table' then 'tables' else 'sources' end
      using errcode = 'ambiguous_alias',
            hint = case when p_kind = 'view' then 'Use its slug.'
                        else 'Write it with its schema: "schema"."name".' end;
  elsif p_kind = 'view' then
    raise exception 'no registered view is called "%"', p_given using errcode = 'undefined_object',
      hint = 'See the registered ones with: select slug, view_name from frescura.views. '
             'Register one with: select frescura.register(''schema.name'').';
  elsif p_kind = 'source' then
    raise exception 'no source "%" of "%" is watched or tracked', p_given, p_view using errcode = 'undefined_table',
      hint = 'Name one of its sources as schema.name.';
  elsif p_kind = 'table' then
    raise exception 'there is no table "%"', p_given using errcode = 'undefined_table',
      hint = 'Name an ordinary or partitioned table as schema.name.';
  end if;

  select case c.relkind when 'v' then 'a plain view' when 'r' then 'a table' when 'p' then 'a partitioned table'
                        when 'f' then 'a foreign table' else 'not a materialized view' end into v_hint
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind <> 'm' and frescura.spelling_rank(p_given, n.nspname, c.relname) is not null
   order by frescura.spelling_rank(p_given, n.nspname, c.relname) limit 1;
  if v_hint is not null then
    raise exception '"%" is %', p_given, v_hint
      using errcode = 'wrong_object_type', hint = 'Only materialized views can be registered.';
  end if;
  select format('%I.%I', n.nspname, c.relname) into v_hint
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'm' and frescura.spelling_rank(lower(p_given), lower(n.nspname), lower(c.relname)) is not null
   order by 1 limit 1;
  raise exception 'there is no materialized view "%"', p_given
    using errcode = 'undefined_table',
          hint = coalesce('Names keep their case: did you mean ' || v_hint || '?',
                          'See those there are with: select schema_name, view_name from frescura.discover().');
end
$$;

comment on function frescura.resolve(text, text, text) is
'What a person means by a name or schema.name, quoted or not. p_kind: view (registered, its id in frescura.views; '
'frescura.view_id takes slugs, too), source (of the view p_view, its id in frescura.view_sources), matview or table '
'(ordinary or partitioned, its oid). Raises ambiguous_alias (42P09) where a name fits several, undefined_object '
'(42704) for a view that is not registered, undefined_table (42P01) where there is nothing of that name, '
'wrong_object_type (42809) where a materialized view was meant and something else has the name.';
