create or replace function frescura.copy_looks(p_from oid, p_to oid) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_kind text := (select case relkind when 'm' then 'materialized view' else 'table' end
                    from pg_class where oid = p_to);
  v_words text := obj_description(p_from, 'pg_class');
  v record;
begin
  execute format('alter table %s owner to %s', p_to::regclass,
                 (select relowner::regrole from pg_class where oid = p_from));
  -- What default privileges gave to a new relation, the old one may not have had.
  for v in
    select distinct case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee
      from pg_class c cross join lateral aclexplode(c.relacl) a where c.oid = p_to and a.grantee <> c.relowner
  loop
    execute format('revoke all on %s from %s', p_to::regclass, v.grantee);
  end loop;
  for v in
    select a.privilege_type, case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
           a.is_grantable, x.name
      from (select c.relacl as acl, null as name from pg_class c where c.oid = p_from
            union all
            select t.attacl, t.attname from pg_attribute t where t.attrelid = p_from and t.attnum > 0) x
     cross join lateral aclexplode(x.acl) a
     where a.grantee = 0 or exists (select from pg_roles r where r.oid = a.grantee)
  loop
    execute format('grant %s%s on %s to %s%s', v.privilege_type, coalesce(' (' || quote_ident(v.name) || ')', ''),
                   p_to::regclass, v.grantee, case when v.is_grantable then ' with grant option' else '' end);
  end loop;
  if v_words is not null then
    execute format('comment on %s %s is %L', v_kind, p_to::regclass, v_words);
  end if;
  for v in
    select a.attname, col_description(p_from, a.attnum) as words, a.attstattarget,
           a.attstorage <> t.typstorage as stored, a.attoptions,
           case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end
             as storage,
           case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression
      from pg_attribute a join pg_type t on t.oid = a.atttypid
     where a.attrelid = p_from and a.attnum > 0 and not a.attisdropped
  loop
    if v.words is not null then
      execute format('comment on column %s.%I is %L', p_to::regclass, v.attname, v.words);
    end if;
    if v.attstattarget >= 0 then
      execute format('alter table %s alter column %I set statistics %s', p_to::regclass, v.attname, v.attstattarget);
    end if;
    if v.stored then
      execute format('alter table %s alter column %I set storage %s', p_to::regclass, v.attname, v.storage);
    end if;
    if v.compression is not null then
      execute format('alter table %s alter column %I set compression %s', p_to::regclass, v.attname, v.compression);
    end if;
    if v.attoptions is not null then
      execute format('alter table %s alter column %I set (%s)', p_to::regclass, v.attname,
                     array_to_string(v.attoptions, ', '));
    end if;
  end loop;
end
$$;

comment on function frescura.copy_looks(oid, oid) is
'Gives a relation owner, grants, comments and settings of the columns of another one with the same columns (their '
'oids), and no grants beside.';
