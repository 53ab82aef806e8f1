create or replace function frescura.live_oid(p_view_id bigint) returns oid
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  -- By its number, which a name that the customer gave it does not change; after a restore by its name. Either way only
  -- what reads this ledger, or says that it is a definition alone: both may have passed to something that is not ours.
  select c.oid from frescura.tracking t
    join pg_class c on c.relkind = 'v' and c.oid in (t.live_oid, to_regclass(t.live_view))
   where t.view_id = p_view_id
     and (exists (select from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                   where w.ev_class = c.oid and d.refclassid = 'pg_class'::regclass
                     and d.refobjid = to_regclass('frescura.ledger_' || p_view_id))
          or obj_description(c.oid, 'pg_class') like '%Made by frescura.make_plain_live.')
   order by c.oid is distinct from t.live_oid limit 1
$$;

comment on function frescura.live_oid(bigint) is
'The live view that frescura.put_live made for a view (its id in frescura.views), whatever it is called by now; null '
'where there is none. Never something that somebody else made.';
