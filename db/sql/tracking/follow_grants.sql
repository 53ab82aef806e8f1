create or replace function frescura.follow_grants(p_view_id bigint default null) returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
  v_grant record;
  v_count bigint := 0;
begin
  for v in
    select t.view_id, c.oid::regclass as live, c.oid as live_oid, format('%I.%I', n.nspname, c.relname) as name,
           coalesce(t.live_grants, '[]') as held, w.wanted,
           t.live_oid is distinct from c.oid or t.live_view <> format('%I.%I', n.nspname, c.relname) as moved
      from frescura.tracking t
      cross join lateral frescura.locate(t.view_id) at
      join pg_class m on m.oid = at.view_oid
      join pg_class c on c.oid = frescura.live_oid(t.view_id)
      join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (
        select coalesce(jsonb_agg(distinct jsonb_build_object('role', g.role, 'column', g.name)), '[]') as wanted
          from (select case a.grantee when 0 then 'public' else r.rolname end as role, a.name
                  from (select g.grantee, null::name as name
                          from aclexplode(coalesce(m.relacl, acldefault('r', m.relowner))) g
                         where g.privilege_type = 'SELECT'
                        union all
                        select g.grantee, k.attname from pg_attribute k cross join lateral aclexplode(k.attacl) g
                         where k.attrelid = m.oid and not k.attisdropped and g.privilege_type = 'SELECT') a
                  left join pg_roles r on r.oid = a.grantee
                 where a.grantee <> c.relowner) g
         where g.role is not null) w
     where t.view_id = coalesce(p_view_id, t.view_id)
     order by t.view_id
  loop
    continue when v.held @> v.wanted and v.wanted @> v.held and not v.moved;
    begin
      -- Two drivers at once would write the same row of the catalog.
      perform from frescura.tracking t where t.view_id = v.view_id for update;
      for v_grant in
        select g.role, g.name, g.is_new, case g.role when 'public' then g.role else quote_ident(g.role) end as grantee,
               case when g.name is null then 'select' else format('select (%I)', g.name) end as privilege
          from (select e ->> 'role' as role, e ->> 'column' as name, true as is_new
                  from jsonb_array_elements(v.wanted) e where not v.held @> jsonb_build_array(e)
                union all
                select e ->> 'role', e ->> 'column', false
                  from jsonb_array_elements(v.held) e where not v.wanted @> jsonb_build_array(e)) g
         where (g.role = 'public' or exists (select from pg_roles r where r.rolname = g.role))
           and (g.name is null or exists (select from pg_attribute a
                                           where a.attrelid = v.live_oid and a.attname = g.name))
         order by g.is_new, g.role, g.name
      loop
        if v_grant.is_new then
          execute format('grant %s on %s to %s', v_grant.privilege, v.name, v_grant.grantee);
        else
          execute format('revoke %s on %s from %s', v_grant.privilege, v.name, v_grant.grantee);
        end if;
        perform frescura.share_status(v_grant.role, v_grant.is_new);
      end loop;
      update frescura.tracking t set live_grants = v.wanted, live_oid = v.live_oid, live_view = v.name
       where t.view_id = v.view_id;
      v_count := v_count + 1;
    exception when others then
      -- One view's trouble is not that of the others.
      raise warning 'the rights on the live view % could not be brought to those on its view: %', v.name, sqlerrm;
    end;
  end loop;
  return v_count;
end
$$;

comment on function frescura.follow_grants(bigint) is
'Lets read a live view whoever may read its view, and nobody any longer who may not: what was granted or revoked on '
'the view since the last look, columns included; what somebody granted on the live view alone stays. Keeps the name '
'of a live view that was renamed, too. For one view (its id in frescura.views), or null: for all. Returns how many '
'changed; never raises for one that cannot be changed. A step of frescura.upkeep_steps().';
