create or replace function frescura.share_status(p_role text, p_may boolean) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_role oid := case p_role when 'public' then 0 else (select r.oid from pg_roles r where r.rolname = p_role) end;
  v_grantee text := case p_role when 'public' then p_role else quote_ident(p_role) end;
  v_held text[];
begin
  -- Every read of a live view asks it, by the rights of the reader.
  select array_agg(distinct p.proname) into v_held
    from pg_proc p cross join lateral aclexplode(p.proacl) a
   where p.pronamespace = 'frescura'::regnamespace and a.grantee = v_role and a.privilege_type = 'EXECUTE';
  if p_may and not coalesce('baseline_status' = any (v_held), false) then
    execute format('grant execute on function frescura.baseline_status(bigint) to %s', v_grantee);
  elsif not p_may and v_held = array['baseline_status']
    -- Who was given more than a live view keeps it, and who reads another one.
    and not exists (select from frescura.tracking t join pg_class c on c.oid = frescura.live_oid(t.view_id)
                     cross join lateral aclexplode(c.relacl) a where a.grantee = v_role)
    and not exists (select from frescura.tracking t
                      join pg_attribute k on k.attrelid = frescura.live_oid(t.view_id)
                     cross join lateral aclexplode(k.attacl) a where a.grantee = v_role) then
    execute format('revoke execute on function frescura.baseline_status(bigint) from %s', v_grantee);
  end if;
end
$$;

comment on function frescura.share_status(text, boolean) is
'Gives a role (public: everyone) what reading a live view takes beside the right on it, execute on '
'frescura.baseline_status, or takes it back where the role reads none any more: with it the role could not be dropped. '
'For frescura.follow_grants.';
