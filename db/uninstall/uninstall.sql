-- Removes everything of ours. Views, sources and their rows stay as they are.
do $$
declare
  v record;
begin
  if exists (select from pg_extension where extname = 'pg_cron') then
    perform frescura.cron_uninstall();
  end if;
  -- A managed table becomes the materialized view again that it stands for.
  if to_regprocedure('frescura.managed()') is not null then
    for v in execute 'select w.slug from frescura.managed() m join frescura.views w on w.id = m.view_id' loop
      execute format('select frescura.set_strategy(%L, ''full'')', v.slug);
    end loop;
  end if;
  for v in
    select g.tgname as name, g.tgrelid::regclass as relation from pg_trigger g join pg_proc p on p.oid = g.tgfoid
     where p.pronamespace = 'frescura'::regnamespace and g.tgname like 'frescura\_capture\_%'
     order by g.tgrelid::regclass::text, g.tgname
  loop
    execute format('drop trigger %I on %s', v.name, v.relation);
  end loop;
  -- What else reads a ledger has been refused before.
  for v in
    select distinct w.ev_class::regclass as name
      from frescura.tracking t
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
                      and d.refobjid = to_regclass('frescura.ledger_' || t.view_id)
      join pg_rewrite w on w.oid = d.objid
  loop
    execute format('drop view %s', v.name);
  end loop;
  for v in
    select 'view ' || oid::regclass as name from pg_class
     where relnamespace = 'public'::regnamespace and obj_description(oid, 'pg_class') like 'Frescura:%'
    union all
    select 'function ' || oid::regprocedure from pg_proc
     where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') like 'Frescura:%'
  loop
    execute 'drop ' || v.name;
  end loop;
  if obj_description(to_regclass('cron.job'), 'pg_class') like 'The schedules of Frescura%' then
    drop view cron.job;
  end if;
  if obj_description(to_regnamespace('cron'), 'pg_namespace') like 'Stands in for that of pg_cron%'
     and not exists (select from pg_class where relnamespace = to_regnamespace('cron')) then
    drop schema cron;
  end if;
  drop event trigger if exists frescura_take_in;
  drop schema frescura cascade;
end
$$;
