create or replace function frescura.live_answers(p_live oid, p_view oid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with reads as (
    select c.oid, c.relkind
      from pg_rewrite w
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
      join pg_class c on c.oid = d.refobjid and c.oid <> w.ev_class
     where w.ev_class = p_live
  )
  select case when exists (select from reads where oid = p_view) then true
              -- Made by frescura.make_plain_live, perhaps for one before.
              when p_live is not null and not exists (select from reads
                                                        where relkind = 'm' or frescura.managed_by(oid) is not null)
              then frescura.definition(p_live) = frescura.definition(p_view)
              else false end
$$;

comment on function frescura.live_answers(oid, oid) is
'Whether a live view (its oid, null: false) answers for that materialized view, and not for one that was swapped for '
'it.';
