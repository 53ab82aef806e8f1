create or replace function frescura.locate(p_view_id bigint)
returns table (view_oid oid, schema_name text, view_name text, state text, populated boolean)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- By name first: after a restore the old number may belong to something else.
  with found as (
    select c.oid, n.nspname, c.relname, c.relispopulated, v.view_oid as known,
           (n.nspname = v.schema_name and c.relname = v.view_name) as by_name
      from frescura.views v
      join pg_class c on c.relkind = 'm'
      join pg_namespace n on n.oid = c.relnamespace
     where v.id = p_view_id
       and (c.oid = v.view_oid or (n.nspname = v.schema_name and c.relname = v.view_name))
     order by by_name desc
     limit 1
  )
  select f.oid, coalesce(f.nspname::text, v.schema_name), coalesce(f.relname::text, v.view_name),
         case when f.oid is null then 'missing'
              when not f.by_name then 'renamed'
              when f.oid is distinct from v.view_oid or (select frescura.is_restored()) then 'recreated'
              when not f.relispopulated then 'unpopulated'
              else 'ok' end,
         coalesce(f.relispopulated, false)
    from frescura.views v left join found f on true
   where v.id = p_view_id
$$;

comment on function frescura.locate(bigint) is
'Where a registered view (id in frescura.views) stands in the catalog now. state: ok, unpopulated, renamed (follows '
'the object), recreated (same name, another object: its earlier refreshes say nothing about it) or missing.';
