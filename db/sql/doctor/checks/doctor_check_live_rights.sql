create or replace function frescura.doctor_check_live_rights(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with at as (
    select a.view_oid, c.relowner, c.relnamespace, frescura.live_oid(p_view_id) as live
      from frescura.tracking t cross join lateral frescura.locate(t.view_id) a join pg_class c on c.oid = a.view_oid
     where t.view_id = p_view_id
  ), needs as (
    -- A plain view reads what it reads by the rights of its own owner.
    select distinct x.code, x.role, c.oid
      from at
     cross join lateral (values ('live', at.live, (select l.relowner from pg_class l where l.oid = at.live)),
                                ('refresh', frescura.definer(at.view_oid), at.relowner)) x (code, reader, role)
      join pg_rewrite w on w.ev_class = x.reader
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
      join pg_class c on c.oid = d.refobjid and c.oid <> x.reader and c.relkind in ('r', 'p', 'v', 'm', 'f')
     where x.role is not null and not has_any_column_privilege(x.role, c.oid, 'select')
  )
  select 'error', jsonb_build_object('code', n.code, 'role', n.role::regrole, 'table', n.oid::regclass::text),
         format('%s, the owner of the %s, may not read %s: %s fails.', n.role::regrole,
                case n.code when 'live' then 'live view' else 'view' end, n.oid::regclass,
                case n.code when 'live' then 'every read of the live view' else 'its refresh' end),
         format('grant select on %s to %s;', n.oid::regclass, n.role::regrole)
    from needs n
  union all
  select 'warning', jsonb_build_object('code', 'create', 'role', current_user, 'table', at.relnamespace::regnamespace),
         format('The role %s may not create in the schema %s, in which the live view is: it could not be made again.',
                current_user, at.relnamespace::regnamespace),
         format('grant create on schema %s to %I;', at.relnamespace::regnamespace, current_user)
    from at where not has_schema_privilege(at.relnamespace, 'create')
$$;

comment on function frescura.doctor_check_live_rights(bigint) is
'A check of frescura.doctor: whether the owners of a tracked view (id in frescura.views) and of its live view may read '
'what these read, and whether we may make the live view again. detail: code (live, refresh, create), role, table (for '
'create: the schema).';
