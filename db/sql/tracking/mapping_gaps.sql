create or replace function frescura.mapping_gaps(p_view_id bigint)
returns table (source oid, needed bigint, mapped bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with met as (
    select p.key::oid as head, (p.value -> 'all')::boolean as is_all,
           jsonb_array_length(p.value -> 'ways') + (p.value -> 'loose')::bigint as ways
      from frescura.tracking t cross join lateral frescura.locate(t.view_id) at
     cross join lateral jsonb_each(case when t.judged ->> 'rules' = frescura.rule_versions(at.view_oid)
                                        then t.judged -> 'paths'
                                        else frescura.view_paths(at.view_oid, t.key_columns) end) p
     where t.view_id = p_view_id and at.view_oid is not null
  ), mapped as (
    -- A lookup that compares its parameter several times stands for as many ways.
    select frescura.family_head(c.oid) as head,
           sum(greatest(1, regexp_count(coalesce(p.prosqlbody::text, ''), '\{PARAM ')))::bigint as ways
      from frescura.view_sources s
      join pg_namespace n on n.nspname = s.source_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
      left join pg_proc p on s.lookup is not null
       and p.oid = to_regprocedure(format('frescura.%I(text)', 'lookup_' || s.id))
     where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null)
     group by 1
  )
  select met.head, case when not met.is_all then met.ways end, mapped.ways
    from met join mapped using (head)
   where met.is_all or met.ways > mapped.ways
$$;

comment on function frescura.mapping_gaps(bigint) is
'The tracked sources of a view (id in frescura.views) of which it is not proven that their mappings lead to every key '
'that a write can change: the table, how many ways lead from it to a key (frescura.paths; null: it is read by a query '
'that is the same for all rows), and for how many its mappings stand. A source that is not tracked at all is not '
'among them.';
