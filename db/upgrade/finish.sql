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
