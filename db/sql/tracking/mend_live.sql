create or replace function frescura.mend_live(p_view_id bigint, p_view oid, p_definition text) returns void
language plpgsql volatile
as $$
declare
  v_live text := (select live_view from frescura.tracking where view_id = p_view_id);
begin
  -- One that was dropped and made again took its live view with it; one that was renamed kept it.
  if v_live is null
     or exists (select from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                 where w.ev_class = frescura.live_oid(p_view_id)
                   and d.refclassid = 'pg_class'::regclass and d.refobjid = p_view) then
    return;
  end if;
  -- Asked last: to tell a definition PostgreSQL waits for the locks on its tables.
  if frescura.definition(p_view) is distinct from p_definition then
    return;
  end if;
  perform frescura.make_live(p_view_id);
exception when others then
  raise warning 'the live view % could not be made again: %', v_live, sqlerrm;
end
$$;

comment on function frescura.mend_live(bigint, oid, text) is
'Makes the live view of a tracked view (id in frescura.views; its oid now) again where it was lost with a view that '
'was made again as it was, by p_definition. With another definition the keys may not fit: that takes frescura.track. '
'Never raises.';
