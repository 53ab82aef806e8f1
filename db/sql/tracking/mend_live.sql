create or replace function frescura.mend_live(p_view_id bigint, p_view oid, p_definition text) returns void
language plpgsql volatile
as $$
declare
  v_live oid := frescura.live_oid(p_view_id);
begin
  -- One that was dropped and made again took its live view with it; one that was renamed kept it.
  if not exists (select from frescura.tracking where view_id = p_view_id)
     or frescura.live_answers(v_live, p_view) then
    return;
  end if;
  -- Asked last: to tell a definition PostgreSQL waits for the locks on its tables. A live view that is a definition
  -- alone was made for one that differed from what is tracked.
  if frescura.definition(p_view) is distinct from p_definition
     or v_live is not null and not exists (
       select from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
         join pg_class c on d.refclassid = 'pg_class'::regclass and c.oid = d.refobjid
        where w.ev_class = v_live and (c.relkind = 'm' or frescura.managed_by(c.oid) is not null)) then
    perform frescura.make_plain_live(p_view_id);
  else
    perform frescura.make_live(p_view_id);
  end if;
exception when others then
  raise warning 'the live view of % could not be made again: %', p_view::regclass, sqlerrm;
end
$$;

comment on function frescura.mend_live(bigint, oid, text) is
'Makes the live view of a tracked view (id in frescura.views; its oid now) again where it was lost with a view that '
'was made again, or answers for one that was swapped for it: as it was, where the view is as it was, by p_definition. '
'With another definition the keys may not fit: then it is that definition alone until frescura.follow or '
'frescura.track. Never raises.';
