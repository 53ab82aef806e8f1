create or replace function frescura.live_fits(p_live text, p_view oid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select exists (
    select from pg_rewrite w join pg_depend d
      on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = p_view
     where w.ev_class = to_regclass(p_live))
$$;

comment on function frescura.live_fits(text, oid) is
'Whether the live view of that name stands and reads the materialized view with that oid: one that was dropped and made again took its live view with it, one that was renamed kept it.';
