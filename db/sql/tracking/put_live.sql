create or replace function frescura.put_live(p_view_id bigint, p_query text, p_comment text) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_name text := frescura.name_live(p_view_id);
  v_now oid := frescura.live_oid(p_view_id);
  v_held aclitem[];
  v_grant record;
  v_column record;
begin
  if v_now is null then
    execute format('create view %s as %s', v_name, p_query);
    update frescura.tracking set live_grants = '[]' where view_id = p_view_id;
  else
    begin
      execute format('create or replace view %s as %s', v_name, p_query);
    exception when invalid_table_definition then
      -- The columns changed; what was built on the old ones must be built anew by its owner.
      select c.relacl into v_held from pg_class c where c.oid = v_now;
      execute format('drop view %s', v_name);
      execute format('create view %s as %s', v_name, p_query);
      for v_grant in
        select a.privilege_type, case a.grantee when 0 then 'public' else quote_ident(r.rolname) end as grantee
          from aclexplode(v_held) a left join pg_roles r on r.oid = a.grantee
         where a.grantee = 0 or r.rolname is not null
      loop
        execute format('grant %s on %s to %s', v_grant.privilege_type, v_name, v_grant.grantee);
      end loop;
    end;
  end if;
  update frescura.tracking set live_oid = v_name::regclass
   where view_id = p_view_id and live_oid is distinct from v_name::regclass;
  execute format('comment on view %s is %L', v_name, p_comment);
  for v_column in
    select a.attname as name, coalesce(col_description(a.attrelid, a.attnum),
                                       format('Column %s of the view.', a.attname)) as words
      from frescura.locate(p_view_id) at
      join pg_attribute a on a.attrelid = at.view_oid and a.attnum > 0 and not a.attisdropped
  loop
    execute format('comment on column %s.%I is %L', v_name, v_column.name, v_column.words);
  end loop;
  -- Whoever may read the view may read it live.
  perform frescura.follow_grants(p_view_id);
end
$$;

comment on function frescura.put_live(bigint, text, text) is
'Makes the live view of a tracked view (id in frescura.views) of a query, under the name of frescura.name_live, or '
'replaces it; rights that were held on it stay. p_comment: what it is.';
