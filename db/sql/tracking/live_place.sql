create or replace function frescura.live_place(
  p_view_id bigint, p_name text default null,
  out live_oid oid, out schema_name text, out live_name text, out taken_by text, out suggestion text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_stored text[];
  v_schema oid;
  v_view text;
begin
  live_oid := frescura.live_oid(p_view_id);
  select n.nspname, c.relname into schema_name, live_name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = live_place.live_oid;
  select coalesce(live_place.schema_name, at.schema_name), at.view_name into schema_name, v_view
    from frescura.locate(p_view_id) at;
  if live_name is null then
    -- Gone: it comes back under the name that was chosen for it.
    select parse_ident(t.live_view) into v_stored from frescura.tracking t where t.view_id = p_view_id;
    live_name := coalesce(v_stored[2], frescura.shortened(regexp_replace(v_view, '_mv$', ''), '_live'));
  end if;
  live_name := coalesce(p_name, live_name);
  v_schema := (select oid from pg_namespace where nspname = schema_name);
  -- A relation of any kind, or a type that is none of a table.
  select coalesce('the live view of ' || v.slug, pg_describe_object('pg_class'::regclass, c.oid, 0)) into taken_by
    from pg_class c left join frescura.views v on v.id <> p_view_id and frescura.live_oid(v.id) = c.oid
   where c.relnamespace = v_schema and c.relname = live_name and c.oid is distinct from live_place.live_oid;
  if not found then
    select pg_describe_object('pg_type'::regclass, t.oid, 0) into taken_by from pg_type t
     where t.typnamespace = v_schema and t.typname = live_name and t.typrelid = 0 and t.typcategory <> 'A';
  end if;
  if taken_by is not null then
    select s.name into suggestion
      from (select 0 as n, frescura.shortened(v_view, '_live') as name
            union all
            select n, frescura.shortened(live_name, '_' || n) from generate_series(2, 99) n) s
     where s.name <> live_name
       and not exists (select from pg_class c where c.relnamespace = v_schema and c.relname = s.name)
       and not exists (select from pg_type t where t.typnamespace = v_schema and t.typname = s.name)
     order by s.n limit 1;
  end if;
end
$$;

comment on function frescura.live_place(bigint, text) is
'Where the live view of a view (its id in frescura.views) stands, or would be made: as p_name in the schema of the '
'view; null: as it is called now, or <view>_live. live_oid: the one that there is. taken_by: what else has the name, '
'in words, null where it is free; suggestion: then a name that is free.';
