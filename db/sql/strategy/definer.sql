create or replace function frescura.definer(p_view oid) returns oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when m.relation is null then p_view else coalesce(m.definer, 0::oid) end
    from (select 1) always left join frescura.managed() m on m.relation = p_view limit 1
$$;

comment on function frescura.definer(oid) is
'The relation whose rule in the catalog is the definition of a view (its oid): a plain or materialized view itself, of '
'a managed table its plain view frescura.definition_<id>; 0 where that is gone. The one place that says so.';
