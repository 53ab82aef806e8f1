create or replace function frescura.comparison(p_view oid, p_key_columns text[])
returns table (name text, place integer, manner text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with gathers as (
    select bool_or(frescura.unordered_aggregate(frescura.definition(v.oid))) as unordered
      from (select p_view as oid union all
            select b.relation from frescura.base_relations(p_view) b where b.kind = 'v') v
  ), columns as (
    select a.attname::text as name, a.attnum::integer as place, y.oid as type, y.typname as type_name,
           y.typcategory as category,
           a.attname = any (p_key_columns) as in_key,
           exists (select from pg_collation c where c.oid = a.attcollation and not c.collisdeterministic) as collated
      from pg_attribute a
      join pg_type t on t.oid = a.atttypid
      join pg_type y on y.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
     where a.attrelid = p_view and a.attnum > 0 and not a.attisdropped
  )
  select c.name, c.place,
         case when c.type in ('float4'::regtype, 'float8'::regtype) and not c.in_key then 'near'
              when c.type = 'numeric'::regtype then 'scaled'
              when c.type_name = 'citext' then 'folded'
              when c.collated then 'collated'
              when gathers.unordered and not c.in_key
                   and (c.category in ('S', 'A') or c.type in ('json'::regtype, 'jsonb'::regtype, 'xml'::regtype))
                then 'unordered'
              else 'exact' end
    from columns c cross join gathers
   order by c.place
$$;

comment on function frescura.comparison(oid, text[]) is
'How each column of a materialized view (its oid, and the columns of its key) can be compared with its definition. '
'manner: exact; near, floating point, whose sums depend on the order of their rows; scaled, numeric, for which 1.0 is '
'1.00; folded, citext; collated, texts of a collation for which different ones are equal; unordered, '
'texts, arrays and documents of a definition that gathers values without an order.';
