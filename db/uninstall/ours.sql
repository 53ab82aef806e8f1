-- What is ours outside schema frescura, and what somebody else has built on any of it. Reads only.
with live as (
  -- Of a version that knew it by its name alone too. Only what reads a ledger of ours.
  select distinct c.oid, format('%I.%I', n.nspname, c.relname) as name
    from frescura.tracking t
    join pg_class c on c.relkind = 'v' and c.oid in ((to_jsonb(t) ->> 'live_oid')::oid, to_regclass(t.live_view))
    join pg_namespace n on n.oid = c.relnamespace
    join pg_rewrite w on w.ev_class = c.oid
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
                    and d.refobjid = to_regclass('frescura.ledger_' || t.view_id)
), facade as (
  select oid, 'view' as kind, oid::regclass::text as name from pg_class
   where relnamespace = 'public'::regnamespace and obj_description(oid, 'pg_class') like 'Frescura:%'
  union all
  select oid, 'function', oid::regprocedure::text from pg_proc
   where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') like 'Frescura:%'
), stand_in as (
  -- In place of pg_cron's own; one of pg_cron belongs to the extension.
  select c.oid from pg_class c
   where c.oid = to_regclass('cron.job') and c.relkind = 'v'
     and obj_description(c.oid, 'pg_class') like 'The schedules of Frescura%'
), relation as (
  select oid from pg_class where relnamespace = 'frescura'::regnamespace
  union select oid from live
  union select oid from facade where kind = 'view'
  union select oid from stand_in
), routine as (
  select oid from pg_proc where pronamespace = 'frescura'::regnamespace
  union select oid from facade where kind = 'function'
), type as (
  select t.oid from pg_type t where t.typnamespace = 'frescura'::regnamespace or t.typrelid in (select oid from relation)
), dependent as (
  select distinct d.classid, d.objid,
         coalesce(w.ev_class, g.tgrelid, a.adrelid, nullif(k.conrelid, 0), d.objid) as holder, g.tgname
    from pg_depend d
    left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
    left join pg_trigger g on d.classid = 'pg_trigger'::regclass and g.oid = d.objid
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
   where d.deptype in ('n', 'a')
     and not (d.classid = 'pg_event_trigger'::regclass and d.objid in (select oid from pg_event_trigger where evtname = 'frescura_take_in'))
     and (d.refclassid = 'pg_class'::regclass and d.refobjid in (select oid from relation)
          or d.refclassid = 'pg_proc'::regclass and d.refobjid in (select oid from routine)
          or d.refclassid = 'pg_type'::regclass and d.refobjid in (select oid from type))
)
select array(select format('%I on %s', g.tgname, g.tgrelid::regclass) from pg_trigger g join routine r on r.oid = g.tgfoid
              where g.tgname like 'frescura\_capture\_%' and g.tgrelid not in (select oid from relation) order by 1) as triggers,
       array(select name from live order by 1) as live_views,
       array(select kind || ' ' || name from facade order by 1) as facade,
       array(select 'view cron.job' from stand_in) as stand_in,
       (select count(*)::integer from pg_class where relnamespace = 'frescura'::regnamespace and relkind = 'r') as tables,
       array(select distinct case when x.classid = 'pg_rewrite'::regclass then pg_describe_object('pg_class'::regclass, x.holder, 0)
                                  else pg_describe_object(x.classid, x.objid, 0) end
               from dependent x
              where x.holder not in (select oid from relation union all select oid from routine union all select oid from type)
                and coalesce(x.tgname, '') !~ '^frescura_(capture|managed)_' order by 1) as dependents
