create or replace function frescura.doctor_check_key_index(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
-- Whether there is a way, not whether it is the cheapest today.
set enable_seqscan = off
as $$
declare
  -- Below that a scan is as good as an index.
  c_rows_min constant integer := 10000;
  v_view oid := (select at.view_oid from frescura.locate(p_view_id) at);
  v_keys text[];
  v_plan json;
begin
  select key_columns into v_keys from frescura.tracking where view_id = p_view_id;
  if v_view is null or v_keys is null then
    return;
  end if;
  begin
    execute format('explain (format json, verbose) select from (%s) q where %s', frescura.definition(v_view),
                   (select string_agg(format('q.%1$I = (select v.%1$I from %2$s v limit 1)', k, v_view::regclass),
                                      ' and ') from unnest(v_keys) k))
       into v_plan;
  exception when others then
    -- A definition that cannot be planned, or not by this role, is what other checks tell of.
    return;
  end;
  return query
  with scanned as (
    select distinct n ->> 'Schema' as schema_name, n ->> 'Relation Name' as table_name
      from jsonb_path_query(v_plan::jsonb,
                            '$.** ? (exists(@."Relation Name") && !exists(@."Index Cond") && !exists(@."Recheck '
                            'Cond"))') n
  )
  select 'warning', jsonb_build_object('table', format('%I.%I', x.schema_name, x.table_name)),
         format('No index of %I.%I leads from a key of the view to its rows: a read of the live view reads the whole '
                'table for every key written since the last refresh.',
                x.schema_name, x.table_name),
         coalesce(format('create index on %I.%I ', x.schema_name, x.table_name) || (
                    select '(' || string_agg(regexp_replace(case when e ~ '^r\.("([^"]|"")+"|[a-z_][a-z0-9_$]*)$' then e
                                                            else format('(%s)', e) end,
                                                            '\mr\.', '', 'g'), ', ' order by k) || ');'
                      from frescura.view_sources s cross join lateral unnest(s.view_key) with ordinality u (e, k)
                     where s.view_id = p_view_id and s.mapping = 'main'
                       and s.source_schema = x.schema_name and s.source_name = x.table_name
                       and e ~ '\mr\.'),
                  format('-- an index on %I.%I over the columns by which the definition joins it', x.schema_name,
                         x.table_name))
    from scanned x
    join pg_namespace n on n.nspname = x.schema_name
    join pg_class c on c.relnamespace = n.oid and c.relname = x.table_name
   where c.reltuples >= c_rows_min and c.oid <> v_view;
end
$$;

comment on function frescura.doctor_check_key_index(bigint) is
'A check of frescura.doctor: whether the definition of a tracked view (id in frescura.views) can be computed for one '
'key without reading a large table whole; the planner is asked, nothing is run. detail: table.';
