create or replace function frescura.mapping_gaps(p_view_id bigint)
returns table (source oid, needed bigint, mapped bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with judged as materialized (
    select frescura.judgement(p_view_id) as j
  ), branch as (
    select b ->> 'shape' as shape, b -> 'tables' as tables, b -> 'emptied' as emptied,
           b -> 'holders' = '[[]]' as is_fixed
      from judged cross join lateral jsonb_array_elements(j -> 'keys') b
  ), met as (
    select p.key::oid as head, (p.value -> 'all')::boolean as is_all,
           -- Branches whose keys are made otherwise are led to otherwise.
           greatest(frescura.ways_met(p.value),
                    (select count(distinct b.shape) from branch b where b.tables @> to_jsonb(p.key::bigint))) as ways,
           -- And to the group of what refers to nothing, by what an outer join may miss.
           (select coalesce(sum(e.times), 0)::bigint
              from (select max((select count(*) from jsonb_array_elements(b.emptied) x
                                 where x = to_jsonb(p.key::bigint))) as times
                      from branch b group by b.shape) e) as emptied
      from judged cross join lateral jsonb_each(j -> 'paths') p
  ), mapping as (
    -- A lookup that compares its parameter several times, or joins several queries, stands for as many ways.
    select frescura.family_head(c.oid) as head,
           s.view_key is not null and array_to_string(s.view_key, ' ') !~ '\mr\M' as is_constant,
           greatest(1, regexp_count(coalesce(p.prosqlbody::text, ''), '\{PARAM '),
                    1 + regexp_count(coalesce(p.prosqlbody::text, ''), '\{SETOPERATIONSTMT ')) as ways
      from frescura.view_sources s
      join pg_namespace n on n.nspname = s.source_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
      left join pg_proc p on s.lookup is not null
       and p.oid = to_regprocedure(format('frescura.%I(text)', 'lookup_' || s.id))
     where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null)
  ), mapped as (
    -- A constant is the key of a group of what refers to nothing, or one that is the same for all rows.
    select m.head, coalesce(sum(m.ways) filter (where not m.is_constant), 0)
             + case when exists (select from branch b where b.is_fixed) then count(*) filter (where m.is_constant)
                    else least(count(*) filter (where m.is_constant), met.emptied) end as ways
      from mapping m join met using (head) group by m.head, met.emptied
  )
  select met.head, case when not met.is_all then met.ways + met.emptied end, mapped.ways::bigint
    from met join mapped using (head)
   where met.is_all or met.ways + met.emptied > mapped.ways
$$;

comment on function frescura.mapping_gaps(bigint) is
'The tracked sources of a view (id in frescura.views) of which it is not proven that their mappings lead to every key '
'that a write can change: the table, how many ways lead from it to a key (frescura.paths; frescura.emptied counts, '
'too; null: it is read by a query that is the same for all rows), and for how many its mappings stand; a constant key '
'stands for such an emptied group alone. A source that is not tracked at all is not among them.';
