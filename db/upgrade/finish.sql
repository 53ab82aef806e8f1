-- Who was let read our tables could run what reads them, since everyone could; now that takes a grant.
do $$
declare
  v record;
begin
  for v in
    select quote_ident(pg_get_userbyid(a.grantee)) as grantee
      from pg_class c cross join lateral aclexplode(c.relacl) a
     where c.oid = 'frescura.views'::regclass and a.privilege_type = 'SELECT' and a.grantee not in (0, c.relowner)
  loop
    execute (select string_agg(format('grant execute on routine %s to %s', p.oid::regprocedure, v.grantee), '; ')
               from pg_proc p where p.pronamespace = 'frescura'::regnamespace
                 and (not p.prosecdef or p.proname in ('tracking_status', 'baseline_status')));
    -- The health check asks for differences that a verification found, too.
    execute format('grant select on frescura.verifications to %s', v.grantee);
    execute format('alter default privileges in schema frescura grant execute on routines to %s', v.grantee);
  end loop;
end
$$;

-- After the new capture was made, while nobody could write: it vouches for what the old one did.
update frescura.tracking t set capture_digest = frescura.capture_digest(t.view_id)
  from upgrade_held h where h.view_id = t.view_id;

-- Whoever may read a table of ours by its old name may by the view that took its place.
do $$
declare
  v_grant record;
begin
  for v_grant in
    select f.facade, a.privilege_type,
           case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as grantee
      from (values ('mv_refresh_log', 'refresh_log'), ('mv_refresh_triggers', 'refresh_triggers'),
                   ('mv_refresh_metrics', 'refresh_metrics')) f (facade, name)
      join pg_class c on c.relnamespace = 'frescura'::regnamespace and c.relname = f.name
      cross join lateral aclexplode(c.relacl) a
     where a.grantee <> c.relowner and a.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
       and to_regclass('public.' || f.facade) is not null
  loop
    execute format('grant %s on public.%I to %s', v_grant.privilege_type, v_grant.facade, v_grant.grantee);
  end loop;
  -- Jobs of pg_cron that were installed call functions by their new names.
  if exists (select from pg_extension where extname = 'pg_cron') then
    perform from cron.job j where j.jobname like 'frescura-%' and j.username = current_user and j.database = current_database();
    if found then
      perform frescura.cron_install();
    end if;
  end if;
end
$$;
