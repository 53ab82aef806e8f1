create or replace function frescura.trace_columns(p_view_id bigint) returns text[]
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with sources as (
    select s.* from frescura.view_sources s
     where s.view_id = p_view_id and s.mapping = 'main' and s.view_key is not null
       and s.key_expression is not null
  ), named as (
    -- The name by which people ask, where every source takes it from the column that the view shows.
    select a.attname::text as name, 0 as place
      from frescura.locate(p_view_id) at join pg_attribute a on a.attrelid = at.view_oid and a.attnum > 0
        and not a.attisdropped
     where exists (select from sources)
       and not exists (select from sources s where s.reference_expression is distinct from format('r.%I', a.attname))
    union all
    -- The key of the row, where it is part of the view's.
    select t.key_columns[n], n from frescura.tracking t cross join lateral generate_subscripts(t.key_columns, 1) n
     where t.view_id = p_view_id and exists (select from sources)
       and not exists (select from sources s where s.view_key[n] is distinct from s.key_expression)
  )
  select coalesce(array_agg(name order by place), '{}') from named
$$;

comment on function frescura.trace_columns(bigint) is
'Columns of a view (id in frescura.views) whose value names the written row to frescura.trace, the best first; none '
'for a view of groups.';
