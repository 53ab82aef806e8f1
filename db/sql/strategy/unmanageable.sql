create or replace function frescura.unmanageable(p_view_id bigint, p_strategy text)
returns table (code text, detail jsonb)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with at as (
    select a.*, c.relowner, c.relnamespace
      from frescura.locate(p_view_id) a left join pg_class c on c.oid = a.view_oid
  ), state as (
    select s.reason from frescura.baseline_status(p_view_id) s where p_strategy <> 'full'
  ), held as (
    select d.* from at cross join lateral frescura.dependents(at.view_oid) d where at.view_oid is not null
  )
  select r.code, r.detail
    from (
      select 1, 'missing', '{}'::jsonb from at where at.view_oid is null
      union all
      select 2, 'unpopulated', '{}' from at where at.view_oid is not null and not at.populated
      union all
      select 3, 'not_tracked', '{}' from state where reason = 'not_tracked'
      union all
      select 4, 'not_captured', jsonb_build_object('reason', reason) from state
       where reason in ('mapping_missing', 'key_split', 'renamed', 'capture_off')
      union all
      select 5, 'renamed_view', '{}' from at where at.state = 'renamed'
      union all
      select 6, 'rights', jsonb_build_object('owner', at.relowner::regrole) from at
       where at.view_oid is not null
         and not (pg_has_role(at.relowner, 'usage') and pg_has_role(at.relowner, 'member'))
      union all
      select 7, 'create', jsonb_build_object('role', r.role::regrole, 'schema', at.relnamespace::regnamespace)
        from at cross join lateral (values (at.relowner), (current_user::regrole::oid)) r (role)
       where at.view_oid is not null and not has_schema_privilege(r.role, at.relnamespace, 'create')
      union all
      select 8, case d.kind when 'materialized_view' then 'dependent_materialized_view'
                            when 'function' then 'dependent_function' else 'dependent_other' end,
             jsonb_build_object('name', d.name) from held d where d.kind <> 'view'
      union all
      select 9, 'dependent_view', jsonb_build_object('name', d.name, 'owner', c.relowner::regrole)
        from held d join pg_class c on c.oid = d.relation
       where d.kind = 'view' and not pg_has_role(c.relowner, 'usage')) r (rank, code, detail)
   order by r.rank, r.detail::text
$$;

comment on function frescura.unmanageable(bigint, text) is
'What stands against a view (id in frescura.views) being converted to a strategy, full or delta, by code and detail; '
'no row where nothing does. missing, unpopulated; not_tracked, not_captured (reason: mapping_missing, key_split, '
'renamed, capture_off): no ledger tells what changed; renamed_view (frescura.follow first); rights (owner: of whom we '
'are no member), create (role, schema: it may not make relations there); dependent_materialized_view, '
'dependent_function, dependent_other (name: it cannot follow to another relation), dependent_view (name, owner: it '
'could, but is not ours to replace).';
